package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of zeros beside the rows of an Elman cell, so that no row is ever alone.
 *
 * <p>ONNX Runtime (1.29, 1.30, CPU) multiplies one row by the weights of its operator {@code RNN} in another order than
 * several rows, so that the last bits of an answer would depend on how many streams happen to be scored together. Its
 * {@code LSTM} and {@code GRU} pack their weights and do not.
 */
final class Companion {

    private static final int LENGTHS = 4;
    private static final int STATES = 5;

    private Companion() {}

    /** The inputs of the operator, X {@code [frame][row][channel]} first, with one row more. */
    static List<String> with(OnnxGraph nodes, List<String> inputs) {
        List<String> more = new ArrayList<>(inputs);
        more.set(0, padded(nodes, inputs.get(0)));
        if (inputs.size() > LENGTHS && !inputs.get(LENGTHS).isEmpty()) {
            String one = nodes.toInt32(nodes.longs(1));
            more.set(LENGTHS, nodes.op("Concat", List.of(inputs.get(LENGTHS), one), Attribute.of("axis", 0)));
        }
        for (int i = STATES; i < inputs.size(); i++) {
            more.set(i, padded(nodes, inputs.get(i)));
        }
        return more;
    }

    private static String padded(OnnxGraph nodes, String x) {
        return nodes.op("Pad", List.of(x, nodes.longs(0, 0, 0, 0, 1, 0)));
    }

    /** The outputs, Y {@code [frame][direction][row][hidden]} and states {@code [direction][row][hidden]}, without it. */
    static List<String> without(OnnxGraph nodes, List<String> outputs) {
        List<String> fewer = new ArrayList<>(List.of(cut(nodes, outputs.get(0), 2)));
        outputs.subList(1, outputs.size()).forEach(state -> fewer.add(cut(nodes, state, 1)));
        return fewer;
    }

    private static String cut(OnnxGraph nodes, String x, int axis) {
        return nodes.op("Slice", List.of(x, nodes.longs(0), nodes.longs(-1), nodes.longs(axis)));
    }
}
