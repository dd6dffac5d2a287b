package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Brings every channel, with all its rows and columns, to mean 0 and variance 1 over the batch, then scales and shifts it. */
record BatchNorm() implements LayerSpec {

    private static final float EPSILON = 1e-5f;

    @Override
    public Layer build(Place place) {
        BatchNorm1dImpl norm =
                new BatchNorm1dImpl(new BatchNormOptions(place.in().channels()));
        place.root().register_module(place.name(), norm);
        return new Built(norm, place.in());
    }

    private record Built(BatchNorm1dImpl norm, FrameShape shape) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            if (pass.fitting() && !pass.steps().isEmpty()) {
                return ofValidFrames(x, pass.validPlaces(shape.perStep(), x.size(2)));
            }
            Tensor channels = x.reshape(x.size(0), shape.channels(), -1);
            return norm.forward(channels).reshape(x.size(0), shape.values(), -1);
        }

        /** Padding becomes zero and has no part in the statistics. */
        private Tensor ofValidFrames(Tensor x, long[] valid) {
            Tensor frames = x.transpose(1, 2).reshape(-1, shape.channels(), shape.rows() * (long) shape.columns());
            Tensor places = Tensor.create(valid, valid.length);
            Tensor normalized = norm.forward(frames.index_select(0, places));
            return torch.zeros_like(frames)
                    .index_copy(0, places, normalized)
                    .reshape(x.size(0), -1, shape.values())
                    .transpose(1, 2);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            if (!shape.isGrid()) {
                return normalized(graph.nodes(), x);
            }
            OnnxGraph nodes = graph.nodes();
            String flat = nodes.op("Reshape", List.of(x, nodes.longs(0, shape.channels(), -1)));
            return nodes.op("Reshape", List.of(normalized(nodes, flat), nodes.longs(0, shape.values(), -1)));
        }

        private String normalized(OnnxGraph nodes, String x) {
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
