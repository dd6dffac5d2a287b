package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes one frame out of all frames of a step.
 *
 * @param take what the one frame is
 */
record Readout(Take take) implements LayerSpec {

    /** What the one frame is. */
    enum Take {
        /** The last frame of the step. */
        LAST,
        /**
         * The mean of all frames since the epoch began, with sums and count {@code [channel + 1]} as hidden state. Meant
         * for events that end: over an endless epoch it would follow changes ever more slowly.
         */
        MEAN,
        /** The greatest of all frames since the epoch began, channel by channel, which is hidden state. */
        MAX
    }

    static Readout read(Fields fields) {
        return new Readout(fields.choice("take", Take.LAST));
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return in.withPerStep(1);
    }

    @Override
    public Layer build(Place place) {
        return switch (take) {
            case LAST -> new Last(place.in().perStep());
            case MEAN -> new Mean(place);
            case MAX -> new Max(place);
        };
    }

    private record Last(int perStep) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return Tensors.lastOfStep(x, perStep);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            return nodes.op(
                    "Slice",
                    List.of(
                            x,
                            nodes.longs(perStep - 1),
                            nodes.longs(Long.MAX_VALUE),
                            nodes.longs(2),
                            nodes.longs(perStep)));
        }
    }

    private record Mean(Place place) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor counted = torch.cat(new TensorVector(x, torch.ones_like(x.narrow(1, 0, 1))), 1);
            Tensor sums = counted.cumsum(2);
            List<Tensor> before = pass.memory().recall(place.name(), List::of);
            Tensor total = before.isEmpty() ? sums : sums.add(before.get(0));
            pass.memory().keep(place.name(), List.of(total.narrow(2, total.size(2) - 1, 1)));
            Tensor mean = total.narrow(1, 0, x.size(1)).div(total.narrow(1, x.size(1), 1));
            return Tensors.lastOfStep(mean, place.in().perStep());
        }

        @Override
        public String export(StreamGraph graph, String x) {
            return graph.nodes().exactly(() -> mean(graph, x));
        }

        /** A channel of ones is summed along with the others: it counts. */
        private String mean(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            int channels = place.in().values();
            String before = graph.state(place.name(), List.of(channels + 1), 0);
            String counted = nodes.op("Pad", List.of(x, nodes.longs(0, 0, 0, 0, 1, 0), nodes.floats(new float[] {1f})));
            String steps = nodes.op(
                    "Reshape", List.of(counted, nodes.longs(0, 0, -1, place.in().perStep())));
            String perStep = nodes.op("ReduceSum", List.of(steps, nodes.longs(3)), Attribute.of("keepdims", 0));
            String sums = nodes.op("CumSum", List.of(perStep, nodes.longs(2)));
            String total = nodes.op("Add", List.of(sums, nodes.op("Unsqueeze", List.of(before, nodes.longs(2)))));
            graph.stateAfter(place.name(), atLastStep(graph, total, channels + 1));
            List<String> parts =
                    nodes.ops("Split", List.of(total, nodes.longs(channels, 1)), 2, Attribute.of("axis", 1));
            return nodes.op("Div", parts);
        }
    }

    private record Max(Place place) implements Layer {

        /** Steps of one run; more than a run ever has. */
        private static final int LONGEST = 1 << 16;

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            List<Tensor> before = pass.memory().recall(place.name(), List::of);
            Tensor greatest = x.cummax(2).get0();
            Tensor total = before.isEmpty() ? greatest : greatest.maximum(before.get(0));
            pass.memory().keep(place.name(), List.of(total.narrow(2, total.size(2) - 1, 1)));
            return Tensors.lastOfStep(total, place.in().perStep());
        }

        /** ONNX has no running maximum, but a pool that looks back over the whole run is one. */
        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            int values = place.in().values();
            String before = graph.state(place.name(), List.of(values), 0, -Float.MAX_VALUE);
            String steps = nodes.op(
                    "Reshape", List.of(x, nodes.longs(0, 0, -1, place.in().perStep())));
            String perStep =
                    nodes.op("ReduceMax", List.of(steps), Attribute.ofAll("axes", 3), Attribute.of("keepdims", 0));
            String running = nodes.op(
                    "MaxPool",
                    List.of(perStep),
                    Attribute.ofAll("kernel_shape", LONGEST),
                    Attribute.ofAll("pads", LONGEST - 1, 0));
            String total = nodes.op("Max", List.of(running, nodes.op("Unsqueeze", List.of(before, nodes.longs(2)))));
            graph.stateAfter(place.name(), atLastStep(graph, total, values));
            return total;
        }
    }

    /** The frame {@code [batch][channel]} at the last valid step of each row. */
    private static String atLastStep(StreamGraph graph, String total, int channels) {
        OnnxGraph nodes = graph.nodes();
        String last = nodes.op("Sub", List.of(graph.validFrames(1), nodes.longs(1)));
        String place = nodes.op("Reshape", List.of(last, nodes.longs(-1, 1, 1)));
        String everyChannel = nodes.op("Expand", List.of(place, nodes.longs(1, channels, 1)));
        String after = nodes.op("GatherElements", List.of(total, everyChannel), Attribute.of("axis", 2));
        return nodes.op("Squeeze", List.of(after, nodes.longs(2)));
    }
}
