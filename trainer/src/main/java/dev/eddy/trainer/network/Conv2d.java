package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution over a grid. Over rows and time it sees only the past, and what it remembers is hidden state {@code
 * [channel * row][time - 1]}; over the rows and columns of pictures it sees one frame at a time. Around rows and columns
 * there are zeros, so that there are as many of them afterwards; an even kernel sees one more of those behind.
 *
 * @param filters channels that go out
 * @param kernel rows, and frames or the columns of pictures, that it sees at once
 * @param context where the frames before the first one of a step come from; pictures need none
 */
record Conv2d(int filters, Size2d kernel, Context context) implements LayerSpec {

    static Conv2d read(Fields fields) {
        return new Conv2d(
                fields.integer("filters", 1, 4096),
                Size2d.read(fields, "kernel"),
                fields.choice("context", Context.CARRIED));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return in.withChannels(filters);
    }

    @Override
    public Layer build(Place place) {
        LongPointer size = new LongPointer(new long[] {kernel.rows(), kernel.columns()});
        Conv2dImpl conv = new Conv2dImpl(new Conv2dOptions(place.in().channels(), filters, size));
        place.root().register_module(place.name(), conv);
        if (new Images(place.in()).pictures()) {
            int columns = kernel.columns();
            return new Built(this, place.in(), conv, new long[] {(columns - 1) / 2, columns / 2});
        }
        return context == Context.CARRIED ? new Carried(this, place, conv) : new Windowed(this, place.in(), conv);
    }

    /** The convolution itself, with so many zero columns before and behind. */
    private record Built(Conv2d spec, FrameShape in, Conv2dImpl conv, long[] columns) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            long[] zeros = {columns[0], columns[1], above(), below()};
            Tensor images = torch.constant_pad_nd(new Images(in).of(x), zeros, new Scalar(0f));
            return new Images(in).signal(conv.forward(images), x.size(0), in.withChannels(spec.filters));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            long[] shape = {spec.filters, in.channels(), spec.kernel.rows(), spec.kernel.columns()};
            String weights = nodes.floats(Tensors.floats(conv.weight()), shape);
            String bias = nodes.floats(Tensors.floats(conv.bias()), spec.filters);
            String y = nodes.op(
                    "Conv",
                    List.of(new Images(in).of(graph, x), weights, bias),
                    Attribute.ofAll("pads", above(), columns[0], below(), columns[1]));
            return new Images(in).signal(graph, y, in.withChannels(spec.filters));
        }

        private int above() {
            return (spec.kernel.rows() - 1) / 2;
        }

        private int below() {
            return spec.kernel.rows() / 2;
        }
    }

    private record Carried(Conv2d spec, Place place, Conv2dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return inside().forward(pass.memory().context(place.name(), x, context()), pass);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return inside().export(graph, graph.withContext(place.name(), x, place.in(), context()));
        }

        private Built inside() {
            return new Built(spec, place.in(), conv, new long[] {0, 0});
        }

        private int context() {
            return spec.kernel.columns() - 1;
        }
    }

    private record Windowed(Conv2d spec, FrameShape in, Conv2dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor y = inside().forward(new StepRows(in).apart(x), pass);
            return new StepRows(in.withChannels(spec.filters)).together(y, x.size(0));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            String y = inside().export(graph, new StepRows(in).apart(graph, x));
            return new StepRows(in.withChannels(spec.filters)).together(graph, y);
        }

        private Built inside() {
            return new Built(spec, in, conv, new long[] {spec.kernel.columns() - 1, 0});
        }
    }
}
