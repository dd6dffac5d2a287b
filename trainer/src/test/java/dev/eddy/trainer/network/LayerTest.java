package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
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

        float[] y = Scope.evaluating(() -> Tensors.floats(layer.forward(Tensor.create(data, 1, 2, 2), false)));
        assertThat(y).containsExactly(new float[] {0, 1, -1, 1, -1, 1}, within(1e-4f));
    }

    /** What a layer makes of one row, {@code [channel][frame]} flattened; checks the shape that it promises. */
    private static float[] run(LayerSpec spec, FrameShape in, float... values) {
        FrameShape out = spec.shape(in, new Problems("test"));
        Layer layer = spec.build(new Place("layer", in, 50, 1, new Module()));
        int frames = values.length / in.values();
        return Scope.evaluating(() -> {
            Tensor y = layer.forward(Tensor.create(values, 1, in.values(), frames), false);
            assertThat(y.size(1)).isEqualTo(out.values());
            assertThat(y.size(2)).isEqualTo((long) frames / in.perStep() * out.perStep());
            return Tensors.floats(y);
        });
    }
}
