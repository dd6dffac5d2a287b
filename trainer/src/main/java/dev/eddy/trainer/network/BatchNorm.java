package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Tensor;

/** Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it. */
record BatchNorm() implements LayerSpec {

    private static final float EPSILON = 1e-5f;

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return in;
    }

    @Override
    public Layer build(Place place) {
        BatchNorm1dImpl norm =
                new BatchNorm1dImpl(new BatchNormOptions(place.in().channels()));
        place.root().register_module(place.name(), norm);
        return new Built(norm);
    }

    private record Built(BatchNorm1dImpl norm) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            return norm.forward(x);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            return nodes.op(
                    "BatchNormalization",
                    List.of(
                            x,
                            perChannel(nodes, norm.weight()),
                            perChannel(nodes, norm.bias()),
                            perChannel(nodes, norm.running_mean()),
                            perChannel(nodes, norm.running_var())),
                    Attribute.of("epsilon", EPSILON));
        }

        private static String perChannel(OnnxGraph nodes, Tensor tensor) {
            return nodes.floats(Tensors.floats(tensor), tensor.size(0));
        }
    }
}
