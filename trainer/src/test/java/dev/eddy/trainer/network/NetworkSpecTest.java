package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

    @Test
    void shouldReportEverythingThatDoesNotFit() {
        List<LayerSpec> layers = List.of(
                new Conv1d(4, 3, Context.CARRIED),
                new Normalize(),
                new Pool1d(3, Pooling.MAX),
                new LogMel(new Framing(200, 80, 256), 8, 20));

        assertThatThrownBy(() -> check(layers))
                .hasMessageContaining("network[1].normalize must stand before every layer that is fitted")
                .hasMessageContaining("network[2].pool1d.size 3 must divide the 16 frames of a step")
                .hasMessageContaining("logMel wants one channel but gets 4")
                .hasMessageContaining("logMel.hop 80 must divide the 5 frames of a step")
                .hasMessageContaining("network must end in 3 values, as the head wants, but ends in 8");
    }

    @Test
    void shouldNameThePlaceOfWhatDoesNotFitInABranch() {
        Branch late = new Branch(List.of(2), List.of(new Dense(4), new Normalize()));
        Branch pooled = new Branch(List.of(), List.of(new Pool1d(2, Pooling.AVG)));
        Branch grouped = new Branch(List.of(), List.of(new Conv1d(4, 3, Context.CARRIED, 3, true)));
        Branch wide = new Branch(List.of(), List.of(new Conv1d(4, 17, Context.WINDOW)));

        assertThatThrownBy(() -> check(List.of(new Fusion(List.of(late, pooled, grouped, wide), Fusion.Join.SUM))))
                .hasMessageContaining("network[0].fusion.branches[0] takes channel 2 but only 0..1 come in")
                .hasMessageContaining("network[0].fusion.branches[0][1].normalize must stand before every layer")
                .hasMessageContaining("fusion.branches[1] ends in 8 frames per step but branches[0] in 16")
                .hasMessageContaining("fusion.branches[1] ends in 2 channels but branches[0] in 4")
                .hasMessageContaining("branches[2][0].conv1d.groups 3 must divide the 2 channels that come in")
                .hasMessageContaining("branches[2][0].conv1d.groups 3 must divide the 4 filters")
                .hasMessageContaining("branches[3][0].conv1d.kernel 17 must not exceed the 16 frames of a step");
    }

    @Test
    void shouldRefuseConstantsOfTheDataInBranchesBehindFittedLayers() {
        Branch branch = new Branch(List.of(), List.of(new Normalize()));

        assertThatThrownBy(() -> check(List.of(new Dense(2), new Fusion(List.of(branch), Fusion.Join.SUM))))
                .hasMessageContaining("network[1].fusion.branches[0][0].normalize must stand before every layer");
    }

    @Test
    void shouldReportGridsThatDoNotFit() {
        assertThatThrownBy(() -> check(List.of(
                        new Dense(8),
                        new Reshape(3, 1),
                        new Reshape(4, 2),
                        new Flatten(),
                        new Dense(16),
                        new Reshape(4, 4),
                        new Pool2d(new Size2d(3, 2), Pooling.MAX),
                        new Dense(3),
                        new Readout(Readout.Take.LAST))))
                .hasMessageContaining("network[1].reshape.rows 3 must divide the 8 channels that come in")
                .hasMessageContaining(
                        "network[2].reshape wants channels that are single numbers but gets grids of 3 x 1")
                .hasMessageContaining("network[6].pool2d.size[0] 3 must divide the 4 rows")
                .hasMessageContaining("network[7].dense wants channels that are single numbers but gets grids of 1 x 2")
                .hasMessageContaining("put flatten: {} before it");
    }

    @Test
    void shouldNotLetAPictureBecomeRowsOverTimeUnseen() {
        assertThatThrownBy(() -> check(List.of(
                        new Dense(16), new Reshape(4, 4), new Pool2d(new Size2d(1, 4), Pooling.MAX), new Flatten())))
                .hasMessageContaining("pool2d.size [1, 4] must leave two columns or more of a picture with 4 rows");
    }

    @Test
    void shouldWantOneChannelOfCodesOrAudio() {
        assertThatThrownBy(() -> check(List.of(new Embedding(4, 2), new Spectrogram(new Framing(300, 5, 256)))))
                .hasMessageContaining("network[0].embedding wants one channel but gets 2")
                .hasMessageContaining("network[1].spectrogram wants one channel but gets 2")
                .hasMessageContaining("spectrogram wants hop <= frame <= fft but has 5, 300, 256")
                .hasMessageContaining("spectrogram.hop 5 must divide the 16 frames of a step");
    }

    @Test
    void shouldRefuseToSeeTheFutureOfAStream() {
        Recurrent both = new Recurrent(Cell.LSTM, Cell.Function.TANH, 4, 1, Context.CARRIED, true);

        assertThatThrownBy(() -> check(List.of(both)))
                .hasMessageContaining("network[0].recurrent.bidirectional: true needs context: window");
    }

    @Test
    void shouldWantOneFramePerStepAtTheEnd() {
        assertThatThrownBy(() -> check(List.of(new Dense(3))))
                .hasMessageContaining("network must end in one frame per step but ends in 16; add a readout");
    }

    @Test
    void shouldPutMelBandsWhereTheEarHasThem() {
        float[] weights = new MelFilters(256, 40, 20, 8000).energyToBands();

        int lines = 129;
        for (int band = 10; band < 40; band++) {
            float largest = 0;
            for (int line = 0; line < lines; line++) {
                largest = Math.max(largest, weights[band * lines + line]);
            }
            assertThat(largest).isGreaterThan(0.5f).isLessThanOrEqualTo(1f);
        }
    }

    @Test
    void shouldFindATonesEnergyInItsLine() {
        float[] kernels = new Framing(200, 80, 256).fourier();
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < 200; i++) {
            double tone = Math.cos(2 * Math.PI * 32 * i / 256);
            real += kernels[32 * 200 + i] * tone;
            imaginary += kernels[(129 + 32) * 200 + i] * tone;
        }

        assertThat(Math.hypot(real, imaginary)).isCloseTo(50, within(0.5));
    }

    private static void check(List<LayerSpec> layers) {
        Problems problems = new Problems("experiment.yaml");
        new NetworkSpec(new SignalSpec(2, 50), 16, layers, 1).check(3, problems);
        problems.throwIfAny();
    }
}
