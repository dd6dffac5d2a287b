package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes every step a row of its own and back, for layers that look at one step at a time.
 *
 * @param shape of the signal: {@code [batch][value][step * frame]} together, {@code [batch * step][value][frame]} apart
 */
record StepRows(FrameShape shape) {

    Tensor apart(Tensor x) {
        int values = shape.values();
        return x.reshape(x.size(0), values, -1, shape.perStep())
                .permute(0, 2, 1, 3)
                .reshape(-1, values, shape.perStep());
    }

    String apart(StreamGraph graph, String x) {
        OnnxGraph nodes = graph.nodes();
        String steps = nodes.op("Reshape", List.of(x, nodes.longs(0, 0, -1, shape.perStep())));
        String stepsFirst = nodes.op("Transpose", List.of(steps), Attribute.ofAll("perm", 0, 2, 1, 3));
        return nodes.op("Reshape", List.of(stepsFirst, nodes.longs(-1, shape.values(), shape.perStep())));
    }

    Tensor together(Tensor rows, long batch) {
        int values = shape.values();
        return rows.reshape(batch, -1, values, shape.perStep())
                .permute(0, 2, 1, 3)
                .reshape(batch, values, -1);
    }

    String together(StreamGraph graph, String rows) {
        OnnxGraph nodes = graph.nodes();
        String steps = graph.perRow(rows, -1, shape.values(), shape.perStep());
        String valuesFirst = nodes.op("Transpose", List.of(steps), Attribute.ofAll("perm", 0, 2, 1, 3));
        return nodes.op("Reshape", List.of(valuesFirst, nodes.longs(0, shape.values(), -1)));
    }
}
