package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * A weighted sum of all channels of a frame.
 *
 * @param units channels that go out
 */
record Dense(int units) implements LayerSpec {

    static Dense read(Fields fields) {
        return new Dense(fields.integer("units", 1, 65536));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("dense", in, problems);
        return new FrameShape(units, in.perStep());
    }

    @Override
    public boolean perFrame() {
        return true;
    }

    @Override
    public Layer build(Place place) {
        LinearImpl linear = new LinearImpl(place.in().channels(), units);
        place.root().register_module(place.name(), linear);
        return new Built(linear);
    }

    /** Writes a weighted sum of the channels of {@code x [batch][channel][frame]}. */
    static String export(OnnxGraph nodes, LinearImpl linear, String x) {
        Tensor weights = linear.weight();
        long units = weights.size(0);
        String matrix = nodes.floats(Tensors.floats(weights), units, weights.size(1));
        String product = nodes.op("MatMul", List.of(matrix, x));
        return nodes.op("Add", List.of(product, nodes.floats(Tensors.floats(linear.bias()), units, 1)));
    }

    private record Built(LinearImpl linear) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return linear.forward(x.transpose(1, 2)).transpose(1, 2);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return Dense.export(graph.nodes(), linear, x);
        }
    }
}
