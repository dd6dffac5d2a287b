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
        return new Built(place.in().channels(), units, linear);
    }

    private record Built(int channels, int units, LinearImpl linear) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            return linear.forward(x.transpose(1, 2)).transpose(1, 2);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String weights = nodes.floats(Tensors.floats(linear.weight()), units, channels);
            String product = nodes.op("MatMul", List.of(weights, x));
            return nodes.op("Add", List.of(product, nodes.floats(Tensors.floats(linear.bias()), units, 1)));
        }
    }
}
