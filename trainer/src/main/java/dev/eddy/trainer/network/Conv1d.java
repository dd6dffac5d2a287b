package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv1dOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolution over time that sees only the past.
 *
 * @param filters channels that go out
 * @param kernel frames that it sees at once
 * @param context where the frames before the first one of a step come from
 */
record Conv1d(int filters, int kernel, Context context) implements LayerSpec {

    static Conv1d read(Fields fields) {
        return new Conv1d(
                fields.integer("filters", 1, 4096),
                fields.integer("kernel", 1, 1024),
                fields.choice("context", Context.CARRIED));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(filters, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        Conv1dImpl conv =
                new Conv1dImpl(new Conv1dOptions(place.in().channels(), filters, new LongPointer(new long[] {kernel})));
        place.root().register_module(place.name(), conv);
        return context == Context.CARRIED ? new Carried(this, place, conv) : new Windowed(this, place, conv);
    }

    private static String weights(OnnxGraph nodes, Conv1dImpl conv, long... shape) {
        return nodes.floats(Tensors.floats(conv.weight()), shape);
    }

    private String bias(OnnxGraph nodes, Conv1dImpl conv) {
        return nodes.floats(Tensors.floats(conv.bias()), filters);
    }

    private record Carried(Conv1d spec, Place place, Conv1dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            return conv.forward(Tensors.padLeft(x, spec.kernel - 1));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String joined = graph.withContext(place.name(), x, place.in(), spec.kernel - 1);
            String weights = weights(nodes, conv, spec.filters, place.in().channels(), spec.kernel);
            return nodes.op("Conv", List.of(joined, weights, spec.bias(nodes, conv)));
        }
    }

    private record Windowed(Conv1d spec, Place place, Conv1dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            long batch = x.size(0);
            long channels = place.in().channels();
            long perStep = place.in().perStep();
            Tensor steps =
                    x.reshape(batch, channels, -1, perStep).permute(0, 2, 1, 3).reshape(-1, channels, perStep);
            Tensor y = conv.forward(Tensors.padLeft(steps, spec.kernel - 1));
            return y.reshape(batch, -1, spec.filters, perStep)
                    .permute(0, 2, 1, 3)
                    .reshape(batch, spec.filters, -1);
        }

        /** Steps become the rows of an image, and the kernel is one row high. */
        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String image = nodes.op(
                    "Reshape", List.of(x, nodes.longs(0, 0, -1, place.in().perStep())));
            String weights = weights(nodes, conv, spec.filters, place.in().channels(), 1, spec.kernel);
            String y = nodes.op(
                    "Conv",
                    List.of(image, weights, spec.bias(nodes, conv)),
                    Attribute.ofAll("pads", 0, spec.kernel - 1, 0, 0));
            return nodes.op("Reshape", List.of(y, nodes.longs(0, spec.filters, -1)));
        }
    }
}
