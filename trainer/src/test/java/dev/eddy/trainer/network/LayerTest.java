package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** What single layers compute, by hand. */
class LayerTest {

    @Test
    void shouldTakeTheGreatestOfAllFramesSinceTheEpochBegan() {
        float[] twoChannelsInThreeSteps = {-5, -3, -4, -9, 2, 1, /* next channel */ 7, 0, 1, 1, 8, 0};

        assertThat(run(new Readout(Readout.Take.MAX), new FrameShape(2, 2), twoChannelsInThreeSteps))
                .containsExactly(-3, -3, 2, 7, 7, 8);
    }

    @Test
    void shouldTakeTheMeanOfEveryFewFrames() {
        assertThat(run(new Pool1d(2, Pooling.AVG), new FrameShape(1, 4), 1, 3, 5, 8))
                .containsExactly(2, 6.5f);
    }

    @Test
    void shouldSeeTheNewestFramesOnlyOfThoseSinceTheEpochBegan() {
        float[] before = {1, 2, 3, 4, 5, 6};
        float[] changed = {1, 2, -9, 4, 5, 6};
        FrameShape one = new FrameShape(1, 1);

        float[] x = run(new Attention(1, 2, 3), one, before);
        float[] y = run(new Attention(1, 2, 3), one, changed);

        for (int frame = 0; frame < 6; frame++) {
            boolean sees = frame >= 2 && frame < 5;
            assertThat(x[frame] != y[frame]).as("frame %d sees frame 2", frame).isEqualTo(sees);
        }
    }

    @Test
    void shouldShareAttentionAmongTheFramesThatThereAre() {
        FrameShape one = new FrameShape(1, 1);
        float constant = run(new Attention(2, 2, 4), one, 7)[0];

        assertThat(run(new Attention(2, 2, 4), one, 7, 7, 7, 7, 7, 7))
                .containsOnly(new float[] {constant}, within(1e-5f));
    }

    @Test
    void shouldConvolveRowsOverTimeWithZerosAroundAndThePastBefore() {
        FrameShape twoRows = new FrameShape(1, 2, 1, 3);
        Conv2d rowAbove = new Conv2d(1, new Size2d(3, 2), Context.CARRIED);
        float[] impulseInTheSecondRow = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0};

        float[] carried = weighted(rowAbove, twoRows, impulseInTheSecondRow);

        // kernel rows: 1 2 / 3 4 / 5 6; its second column is now, its first one a frame ago
        assertThat(carried).containsExactly(0, 6, 5, 0, 0, 0, 0, 4, 3, 0, 0, 0);
    }

    @Test
    void shouldForgetThePastAtTheStartOfAStepWhereTheContextIsTheWindow() {
        FrameShape twoRows = new FrameShape(1, 2, 1, 3);
        Conv2d conv = new Conv2d(1, new Size2d(3, 2), Context.WINDOW);
        float[] impulseAtTheEndOfAStep = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};

        assertThat(weighted(conv, twoRows, impulseAtTheEndOfAStep)).containsExactly(0, 0, 4, 0, 0, 0, 0, 0, 2, 0, 0, 0);
    }

    @Test
    void shouldConvolvePicturesFrameByFrame() {
        FrameShape picture = new FrameShape(1, 2, 2, 1);
        Conv2d conv = new Conv2d(1, new Size2d(3, 2), Context.CARRIED);
        // [row][column][frame]: the left upper corner of the first of two frames
        float[] corner = {1, 0, 0, 0, 0, 0, 0, 0};

        assertThat(weighted(conv, picture, corner)).containsExactly(3, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void shouldPoolRowsAndFrames() {
        FrameShape twoRows = new FrameShape(1, 2, 1, 2);

        assertThat(run(new Pool2d(new Size2d(2, 2), Pooling.MAX), twoRows, 1, 2, 3, 4, 5, 6, 7, 8))
                .containsExactly(6, 8);
        assertThat(run(new Pool2d(new Size2d(1, 2), Pooling.AVG), twoRows, 1, 2, 3, 4, 5, 6, 7, 8))
                .containsExactly(1.5f, 3.5f, 5.5f, 7.5f);
    }

    @Test
    void shouldTakeCodesOutsideForTheFirstOrTheLastOne() {
        float[] y = run(new Embedding(3, 1), new FrameShape(1, 1), 0, 2, -1, 9, 1, 1.2f);

        assertThat(y[2]).isEqualTo(y[0]);
        assertThat(y[3]).isEqualTo(y[1]).isNotEqualTo(y[0]);
        assertThat(y[5]).isEqualTo(y[4]).isNotEqualTo(y[0]).isNotEqualTo(y[1]);
    }

    @Test
    void shouldPutATonesEnergyIntoItsLine() {
        float[] tone = new float[64];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * 3 * i / 16);
        }

        float[] y = run(new Spectrogram(new Framing(16, 16, 16)), new FrameShape(1, 64), tone);

        // the Hann window spreads a tone of amplitude 1 over three lines: 4, 2 and 2 per frame of 16
        double[] energy = {0, 0, 4, 16, 4, 0, 0, 0, 0};
        for (int line = 0; line < energy.length; line++) {
            assertThat(Math.exp(y[line * 4 + 2])).isCloseTo(energy[line] + 1e-6, within(1e-4));
        }
    }

    @Test
    void shouldKeepPaddingOutOfBatchStatistics() {
        Place place = new Place("layer", new FrameShape(1, 2, 1, 2), 50, 1, new Module());
        Layer norm = new BatchNorm().build(place);
        // [batch][row][frame]: one valid step of 1..4, then one of padding; in the second row of the batch two of 1..4
        float[] x = {1, 2, 99, 99, 3, 4, 99, 99, 1, 2, 1, 2, 3, 4, 3, 4};

        float[] y = Scope.evaluating(() ->
                Tensors.floats(norm.forward(Tensor.create(x, 2, 2, 4), new Pass(true, List.of(1, 2), Memory.none()))));

        float[] z = new float[] {-1.3416f, -0.4472f, 0.4472f, 1.3416f};
        assertThat(y)
                .containsExactly(
                        new float[] {z[0], z[1], 0, 0, z[2], z[3], 0, 0, z[0], z[1], z[0], z[1], z[2], z[3], z[2], z[3]
                        },
                        within(1e-3f));
    }

    @Test
    void shouldTakeConstantsOfTheDataInsideBranches() {
        Branch second = new Branch(List.of(1), List.of(new Normalize(), new Activation(Activation.Function.RELU)));
        Branch both = new Branch(List.of(), List.of(new Normalize(), new Pool1d(1, Pooling.AVG)));
        Fusion fusion = new Fusion(List.of(second, both), Fusion.Join.CONCAT);
        Place place = new Place("layer", new FrameShape(2, 2), 50, 1, new Module());
        Observing layer = (Observing) fusion.build(place);
        float[] data = {4, 6, 100, 300};

        layer.observe(observer -> Scope.evaluating(() -> {
            observer.accept(Tensor.create(data, 1, 2, 2));
            return data;
        }));

        float[] y =
                Scope.evaluating(() -> Tensors.floats(layer.forward(Tensor.create(data, 1, 2, 2), Pass.EVALUATION)));
        assertThat(y).containsExactly(new float[] {0, 1, -1, 1, -1, 1}, within(1e-4f));
    }

    /** What a layer makes of one row when its weights are 1, 2, 3… and its biases 0. */
    private static float[] weighted(LayerSpec spec, FrameShape in, float... values) {
        Module root = new Module();
        Layer layer = spec.build(new Place("layer", in, 50, 1, root));
        Scope.evaluating(() -> {
            Tensor weights = root.parameters().get(0);
            weights.copy_(torch.arange(new Scalar(1f), new Scalar(weights.numel() + 1f))
                    .reshape(weights.sizes()));
            return root.parameters().get(1).zero_().numel();
        });
        return run(layer, spec.shape(in, new Problems("test")), in, values);
    }

    private static float[] run(LayerSpec spec, FrameShape in, float... values) {
        torch.manual_seed(1);
        Layer layer = spec.build(new Place("layer", in, 50, 1, new Module()));
        return run(layer, spec.shape(in, new Problems("test")), in, values);
    }

    /** What a layer makes of one row, {@code [channel][frame]} flattened; checks the shape that it promises. */
    private static float[] run(Layer layer, FrameShape out, FrameShape in, float... values) {
        int frames = values.length / in.values();
        return Scope.evaluating(() -> {
            Tensor y = layer.forward(Tensor.create(values, 1, in.values(), frames), Pass.EVALUATION);
            assertThat(y.size(1)).isEqualTo(out.values());
            assertThat(y.size(2)).isEqualTo((long) frames / in.perStep() * out.perStep());
            return Tensors.floats(y);
        });
    }
}
