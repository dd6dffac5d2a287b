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
 * Continues each channel of a step by a linear function of that channel's own frames. It says zero before it is fitted.
 *
 * @param ahead how many values of each channel follow
 */
record Extrapolate(int ahead) implements LayerSpec {

    static Extrapolate read(Fields fields) {
        return new Extrapolate(fields.integer("ahead", 1, 65_536));
    }

    /** From some frames of each channel to one frame of {@code [ahead][channel]}. */
    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        return new FrameShape(ahead * in.values(), 1);
    }

    @Override
    public Layer build(Place place) {
        int channels = place.in().values();
        Conv1dOptions options = new Conv1dOptions(channels, (long) channels * ahead, new LongPointer(new long[] {
            place.in().perStep()
        }));
        options.groups().put(channels);
        Conv1dImpl lines = new Conv1dImpl(options);
        Scope.evaluating(() -> lines.weight().zero_());
        Scope.evaluating(() -> lines.bias().zero_());
        place.root().register_module(place.name(), lines);
        return new Built(this, channels, new StepRows(place.in()), lines);
    }

    private record Built(Extrapolate spec, int channels, StepRows rows, Conv1dImpl lines) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor y = lines.forward(rows.apart(x));
            return y.reshape(x.size(0), -1, channels, spec.ahead)
                    .permute(0, 3, 2, 1)
                    .reshape(x.size(0), (long) spec.ahead * channels, -1);
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            int outputs = channels * spec.ahead;
            String weights = nodes.floats(
                    Tensors.floats(lines.weight()), outputs, 1, rows.shape().perStep());
            String bias = nodes.floats(Tensors.floats(lines.bias()), outputs);
            String y = nodes.op("Conv", List.of(rows.apart(graph, x), weights, bias), Attribute.of("group", channels));
            String perStep = graph.perRow(y, -1, channels, spec.ahead);
            String aheadFirst = nodes.op("Transpose", List.of(perStep), Attribute.ofAll("perm", 0, 3, 2, 1));
            return nodes.op("Reshape", List.of(aheadFirst, nodes.longs(0, outputs, -1)));
        }
    }
}
