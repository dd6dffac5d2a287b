package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One layer of cells in one or two directions. Signals are {@code [frame][row][channel]} here.
 *
 * @param spec what the whole stack looks like
 * @param name unique in the network
 * @param in channels that come in
 * @param cells in torch
 */
record CellLayer(Recurrent spec, String name, int in, Cell.Built cells) {

    private static final int TENSORS_PER_DIRECTION = 4;

    /** Starts every row from zero. */
    Tensor forward(Tensor x) {
        return cells.forward().apply(x);
    }

    /** Continues from what is remembered of each row. */
    Tensor forward(Tensor x, Memory memory) {
        if (!memory.isKeeping()) {
            return forward(x);
        }
        List<Tensor> states = memory.recall(
                name, () -> Collections.nCopies(spec.cell().states().size(), torch.zeros(1, x.size(1), spec.hidden())));
        List<Tensor> result = cells.resume().apply(x, states);
        memory.keep(name, result.subList(1, result.size()));
        return result.get(0);
    }

    /** Continues from the hidden state of each row, whose valid frames are {@code lengths}, int32 {@code [row]}. */
    String exportCarried(StreamGraph graph, String x, String lengths) {
        List<String> states = spec.cell().states();
        List<String> inputs = inputs(graph.nodes(), x);
        inputs.add(lengths);
        states.forEach(state -> inputs.add(graph.state(name + "_" + state, List.of(1, spec.hidden()), 1)));
        List<String> outputs = outputs(graph.nodes(), inputs);
        for (int i = 0; i < states.size(); i++) {
            graph.stateAfter(name + "_" + states.get(i), outputs.get(i + 1));
        }
        return graph.nodes().op("Squeeze", List.of(outputs.get(0), graph.nodes().longs(1)));
    }

    /** Starts every row from zero; all its frames are valid. */
    String exportWindow(OnnxGraph nodes, String x) {
        String y = outputs(nodes, inputs(nodes, x)).get(0);
        String directionsLast = nodes.op("Transpose", List.of(y), Attribute.ofAll("perm", 0, 2, 1, 3));
        return nodes.op("Reshape", List.of(directionsLast, nodes.longs(0, 0, spec.channels())));
    }

    /** One frame of every row, from given states: the names of the output {@code [1][1][row][hidden]}, then the states. */
    List<String> exportFrame(OnnxGraph nodes, String x, List<String> weights, List<String> states) {
        List<String> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(weights);
        inputs.add("");
        inputs.addAll(states);
        return outputs(nodes, inputs);
    }

    /** The names of the weights as constants, in the order of the ONNX operator. */
    List<String> weights(OnnxGraph nodes) {
        return List.of(matrix(nodes, 0, in), matrix(nodes, 1, spec.hidden()), biases(nodes));
    }

    private List<String> inputs(OnnxGraph nodes, String x) {
        List<String> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(weights(nodes));
        return inputs;
    }

    private List<String> outputs(OnnxGraph nodes, List<String> inputs) {
        Cell cell = spec.cell();
        int count = 1 + cell.states().size();
        if (cell != Cell.ELMAN) {
            return nodes.ops(cell.operator(), inputs, count, attributes());
        }
        List<String> together = Companion.with(nodes, inputs);
        return Companion.without(nodes, nodes.ops(cell.operator(), together, count, attributes()));
    }

    private Attribute[] attributes() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("hidden_size", spec.hidden()));
        if (spec.bidirectional()) {
            attributes.add(Attribute.of("direction", "bidirectional"));
        }
        if (spec.cell() == Cell.GRU) {
            attributes.add(Attribute.of("linear_before_reset", 1));
        }
        if (spec.cell() == Cell.ELMAN) {
            String function = spec.function() == Cell.Function.RELU ? "Relu" : "Tanh";
            attributes.add(Attribute.ofAll("activations", Collections.nCopies(spec.directions(), function)));
        }
        return attributes.toArray(Attribute[]::new);
    }

    /** {@code [direction][gate * hidden][column]}. */
    private String matrix(OnnxGraph nodes, int index, int columns) {
        float[] values = concat(spec.directions(), direction -> weights(direction, index));
        return nodes.floats(values, spec.directions(), values.length / spec.directions() / columns, columns);
    }

    /** {@code [direction][input biases, then recurrent ones]}. */
    private String biases(OnnxGraph nodes) {
        float[] values = concat(2 * spec.directions(), i -> weights(i / 2, 2 + i % 2));
        return nodes.floats(values, spec.directions(), values.length / spec.directions());
    }

    private static float[] concat(int count, IntFunction<float[]> parts) {
        List<float[]> all = IntStream.range(0, count).mapToObj(parts).toList();
        FloatBuffer joined =
                FloatBuffer.allocate(all.stream().mapToInt(part -> part.length).sum());
        all.forEach(joined::put);
        return joined.array();
    }

    /** One tensor of one direction, its gates in the order of the ONNX operator. */
    private float[] weights(int direction, int index) {
        float[] torch = Tensors.floats(cells.weights().get(TENSORS_PER_DIRECTION * direction + index));
        List<Integer> gates = spec.cell().gates();
        int block = torch.length / gates.size();
        float[] onnx = new float[torch.length];
        for (int gate = 0; gate < gates.size(); gate++) {
            System.arraycopy(torch, gates.get(gate) * block, onnx, gate * block, block);
        }
        return onnx;
    }
}
