package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv1dOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolution over time that sees only the past. What it remembers is hidden state {@code [channel][kernel - 1]}.
 *
 * @param filters channels that go out
 * @param kernel frames that it sees at once
 * @param context where the frames before the first one of a step come from
 * @param groups parts into which the channels fall, those that come in as well as those that go out; each part that
 *     goes out sees only its part of what comes in
 * @param bias whether every filter adds a constant
 */
record Conv1d(int filters, int kernel, Context context, int groups, boolean bias) implements LayerSpec {

    /** One group, with bias. */
    Conv1d(int filters, int kernel, Context context) {
        this(filters, kernel, context, 1, true);
    }

    static Conv1d read(Fields fields) {
        return new Conv1d(
                fields.integer("filters", 1, 4096),
                fields.integer("kernel", 1, 1024),
                fields.choice("context", Context.CARRIED),
                fields.integer("groups", 1, 4096, 1),
                fields.flag("bias", true));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("conv1d", in, problems);
        Rules.requireDivides("conv1d.groups", groups, in.channels(), "channels that come in", problems);
        Rules.requireDivides("conv1d.groups", groups, filters, "filters", problems);
        problems.require(
                context == Context.CARRIED || kernel <= in.perStep(),
                "conv1d.kernel %d must not exceed the %d frames of a step where context is window, the rest of it would see nothing but zeros; make it smaller, or let context be carried"
                        .formatted(kernel, in.perStep()));
        return new FrameShape(filters, in.perStep());
    }

    @Override
    public Layer build(Place place) {
        Conv1dOptions options = new Conv1dOptions(place.in().channels(), filters, new LongPointer(new long[] {kernel}));
        options.groups().put(groups);
        options.bias().put(bias);
        Conv1dImpl conv = new Conv1dImpl(options);
        place.root().register_module(place.name(), conv);
        return context == Context.CARRIED ? new Carried(this, place, conv) : new Windowed(this, place, conv);
    }

    private List<String> inputs(OnnxGraph nodes, String x, Conv1dImpl conv, long... weights) {
        List<String> inputs = new ArrayList<>(List.of(x, nodes.floats(Tensors.floats(conv.weight()), weights)));
        if (bias) {
            inputs.add(nodes.floats(Tensors.floats(conv.bias()), filters));
        }
        return inputs;
    }

    private record Carried(Conv1d spec, Place place, Conv1dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return conv.forward(pass.memory().context(place.name(), x, spec.kernel - 1));
        }

        @Override
        public String export(StreamGraph graph, String x) {
            String joined = graph.withContext(place.name(), x, place.in(), spec.kernel - 1);
            int seen = place.in().channels() / spec.groups;
            List<String> inputs = spec.inputs(graph.nodes(), joined, conv, spec.filters, seen, spec.kernel);
            return graph.nodes().op("Conv", inputs, Attribute.of("group", spec.groups));
        }
    }

    private record Windowed(Conv1d spec, Place place, Conv1dImpl conv) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor steps = new StepRows(place.in()).apart(x);
            Tensor y = conv.forward(Tensors.padLeft(steps, spec.kernel - 1));
            return new StepRows(place.in().withChannels(spec.filters)).together(y, x.size(0));
        }

        /** Steps become the rows of an image, and the kernel is one row high. */
        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            String image = nodes.op(
                    "Reshape", List.of(x, nodes.longs(0, 0, -1, place.in().perStep())));
            int seen = place.in().channels() / spec.groups;
            String y = nodes.op(
                    "Conv",
                    spec.inputs(nodes, image, conv, spec.filters, seen, 1, spec.kernel),
                    Attribute.of("group", spec.groups),
                    Attribute.ofAll("pads", 0, spec.kernel - 1, 0, 0));
            return nodes.op("Reshape", List.of(y, nodes.longs(0, spec.filters, -1)));
        }
    }
}
