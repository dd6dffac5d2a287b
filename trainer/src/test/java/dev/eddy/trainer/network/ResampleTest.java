package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out is the signal that went in, a little later, without what the new rate cannot carry. */
class ResampleTest {

    /** What was before the first sample is gone from then on. */
    private static final int SETTLED = 2 * LowPass.CROSSINGS;

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() {
        Resample toTelephone = new Resample(44100, 8000);

        assertThat(toTelephone.shape(new FrameShape(1, 441), new Problems("test")))
                .isEqualTo(new FrameShape(1, 80));
        assertThat(toTelephone.rate(44100, new Problems("test"))).isEqualTo(8000);
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 8000, 0", "48000, 8000, 60", "48000, 8000, 1000", "48000, 8000, 3560",
        "44100, 8000, 0", "44100, 8000, 60", "44100, 8000, 1000", "44100, 8000, 3560",
        "16000, 8000, 3000", "44100, 16000, 7000", "8000, 6000, 2600"
    })
    void shouldLetPassWhatTheNewRateCarries(int from, int to, double pitch) {
        double late = Math.ceil((double) LowPass.CROSSINGS * from / to) / from;

        float[] y = resampled(from, to, seconds -> Math.cos(2 * Math.PI * pitch * seconds));

        for (int i = SETTLED; i < y.length; i++) {
            double expected = Math.cos(2 * Math.PI * pitch * ((double) i / to - late));
            assertThat((double) y[i]).isEqualTo(expected, within(1e-3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 8000, 4000", "48000, 8000, 4400", "48000, 8000, 7000", "48000, 8000, 23900",
        "44100, 8000, 4000", "44100, 8000, 4400", "44100, 8000, 7000", "44100, 8000, 21900",
        "16000, 8000, 5000", "44100, 16000, 8100", "8000, 6000, 3100"
    })
    void shouldDampWhatTheNewRateWouldTakeForSomethingElse(int from, int to, double pitch) {
        float[] y = resampled(from, to, seconds -> Math.cos(2 * Math.PI * pitch * seconds));

        for (int i = SETTLED; i < y.length; i++) {
            assertThat(Math.abs((double) y[i])).isLessThan(1e-3); // 60 dB
        }
    }

    @Test
    void shouldKeepChannelsApart() {
        FrameShape stereo = new FrameShape(2, 6);
        float[] values = new float[2 * 6 * 40];
        Arrays.fill(values, 240, 480, 1);

        float[] y = run(new Resample(48000, 8000), stereo, values);

        assertThat(y).hasSize(80);
        assertThat(Arrays.copyOf(y, 40)).containsOnly(0);
        assertThat(y[79]).isGreaterThan(0);
    }

    /** The proof runs all steps at once, one at a time, some at a time: the same within rounding. */
    @ParameterizedTest
    @CsvSource({"44100, 8000, 882", "48000, 8000, 960", "32000, 8000, 640"})
    void shouldBeServedAsItWasFittedHoweverTheStepsCome(int from, int to, int samples) throws IOException {
        List<LayerSpec> layers = List.of(
                new Resample(from, to),
                new LogMel(new Framing(40, 16, 64), 6, 100),
                new Normalize(),
                new Readout(Readout.Take.LAST),
                new Dense(Trial.LABELS));
        Trial trial = Trial.of(new SignalSpec(1, from), samples, layers, 5);
        Network network = trial.fitted();

        ModelFile file = trial.file(network);

        assertThat(file.write(folder.resolve("audio.onnx"), trial.proof(network)))
                .hasSize(5);
        int context = 2 * (int) Math.ceil((double) LowPass.CROSSINGS * from / to);
        assertThat(file.manifest().states())
                .extracting(StateSpec::shape)
                .containsExactly(List.of(1, context), List.of(1, 24));
    }

    /** Bands of what was recorded at the lower rate are those of the layers behind. */
    @Test
    void shouldTellTheLayersBehindItTheirRate() {
        List<LayerSpec> layers = List.of(
                new Resample(48000, 8000), new LogMel(new Framing(400, 80, 512), 10, 0), new Dense(Trial.LABELS));
        Chain chain = Chain.build(layers, new Place("any", new FrameShape(1, 4800), 48000, 1, new Module()));
        Chain direct =
                Chain.build(layers.subList(1, 3), new Place("any", new FrameShape(1, 800), 8000, 1, new Module()));

        float[] high = bands(chain, 2, wave(48000, 48000, 1000));
        float[] low = bands(direct, 1, wave(8000, 8000, 1000));

        assertThat(loudest(high)).isEqualTo(loudest(low));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        List<LayerSpec> layers =
                List.of(new Resample(44100, 8000), new Resample(8000, 16000), new Resample(16000, 15999));
        Problems problems = new Problems("test");

        new NetworkSpec(new SignalSpec(1, 48000), 480, layers, 1).check(3, problems);

        assertThatThrownBy(problems::throwIfAny)
                .hasMessageContaining(
                        "network[0].resample.from must be the rate of what comes in, 48000.0 Hz, but is 44100")
                .hasMessageContaining("network[0].resample from 44100 to 8000 Hz makes 80 of 441 frames, so a step must"
                        + " have a multiple of 441, but has 480; choose window.length and window.hop so")
                .hasMessageContaining("network[1].resample.to must be below resample.from, 8000 Hz, but is 16000")
                .hasMessageContaining("network[2].resample from 16000 to 15999 Hz would take");
    }

    private static int loudest(float[] bands) {
        int loudest = 0;
        for (int i = 1; i < bands.length; i++) {
            loudest = bands[i] > bands[loudest] ? i : loudest;
        }
        return loudest;
    }

    /** The bands of the last frame, from a chain whose first layers make them. */
    private static float[] bands(Chain chain, int layers, float[] values) {
        return Scope.evaluating(() -> {
            Tensor y = new Chain(chain.layers().subList(0, layers), 0)
                    .forward(Tensor.create(values, 1, 1, values.length), Pass.EVALUATION);
            return Tensors.floats(y.narrow(2, y.size(2) - 1, 1));
        });
    }

    private static float[] wave(int rate, int samples, double pitch) {
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = (float) Math.cos(2 * Math.PI * pitch * i / rate);
        }
        return values;
    }

    private static float[] resampled(int from, int to, DoubleUnaryOperator signal) {
        Resample layer = new Resample(from, to);
        float[] values = new float[from / 4 / layer.down() * layer.down()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) signal.applyAsDouble((double) i / from);
        }
        return run(layer, new FrameShape(1, layer.down()), values);
    }

    private static float[] run(Resample spec, FrameShape in, float... values) {
        Layer layer = spec.build(new Place("layer", in, spec.from(), 1, new Module()));
        return Scope.evaluating(() -> Tensors.floats(
                layer.forward(Tensor.create(values, 1, in.values(), values.length / in.values()), Pass.EVALUATION)));
    }
}
