package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** What a recurrent layer is made of. Signals are {@code [frame][batch][channel]} here. */
enum Cell {
    /** Long short-term memory: hidden state h and cell state c. */
    LSTM {
        @Override
        List<String> states() {
            return List.of("h", "c");
        }

        @Override
        int[] gates() {
            return new int[] {0, 3, 1, 2};
        }

        @Override
        Built build(int in, int hidden, String name, Module root) {
            LSTMImpl lstm = root.register_module(name, new LSTMImpl(new LSTMOptions(in, hidden)));
            return new Built(this, name, new int[] {in, hidden}, lstm.all_weights()) {
                @Override
                Tensor forward(Tensor x) {
                    return lstm.forward(x).get0();
                }
            };
        }
    },
    /** Gated recurrent unit: hidden state h. The reset gate acts on the recurrent product, as in torch. */
    GRU {
        @Override
        List<String> states() {
            return List.of("h");
        }

        @Override
        int[] gates() {
            return new int[] {1, 0, 2};
        }

        @Override
        Built build(int in, int hidden, String name, Module root) {
            GRUImpl gru = root.register_module(name, new GRUImpl(new GRUOptions(in, hidden)));
            return new Built(this, name, new int[] {in, hidden}, gru.all_weights()) {
                @Override
                Tensor forward(Tensor x) {
                    return gru.forward(x).get0();
                }
            };
        }
    };

    /** The names of its hidden states, in the order of the ONNX operator. */
    abstract List<String> states();

    /** Gate k of the ONNX operator is torch's gate {@code gates()[k]}. */
    abstract int[] gates();

    abstract Built build(int in, int hidden, String name, Module root);

    /** One layer of cells. */
    abstract static class Built {

        private final Cell cell;
        private final String name;
        private final int in;
        private final int hidden;
        private final TensorVector weights;

        Built(Cell cell, String name, int[] sizes, TensorVector weights) {
            this.cell = cell;
            this.name = name;
            this.in = sizes[0];
            this.hidden = sizes[1];
            this.weights = weights;
        }

        abstract Tensor forward(Tensor x);

        /** Returns {@code [frame][batch][hidden]}; {@code lengths} is int32 {@code [batch]}, valid frames per row. */
        String export(StreamGraph graph, String x, String lengths) {
            OnnxGraph nodes = graph.nodes();
            List<String> inputs = new ArrayList<>(List.of(x, matrix(nodes, 0, in), matrix(nodes, 1, hidden)));
            inputs.addAll(List.of(biases(nodes), lengths));
            cell.states().forEach(state -> inputs.add(graph.state(name + "_" + state, List.of(1, hidden), 1)));
            List<String> outputs =
                    nodes.ops(cell.name(), inputs, 1 + cell.states().size(), attributes());
            for (int i = 0; i < cell.states().size(); i++) {
                graph.stateAfter(name + "_" + cell.states().get(i), outputs.get(i + 1));
            }
            return nodes.op("Squeeze", List.of(outputs.get(0), nodes.longs(1)));
        }

        private Attribute[] attributes() {
            Attribute size = Attribute.of("hidden_size", hidden);
            return cell == GRU
                    ? new Attribute[] {size, Attribute.of("linear_before_reset", 1)}
                    : new Attribute[] {size};
        }

        private String matrix(OnnxGraph nodes, int index, int columns) {
            float[] values = reordered(Tensors.floats(weights.get(index)));
            return nodes.floats(values, 1, values.length / columns, columns);
        }

        private String biases(OnnxGraph nodes) {
            float[] input = reordered(Tensors.floats(weights.get(2)));
            float[] recurrent = reordered(Tensors.floats(weights.get(3)));
            float[] both = new float[2 * input.length];
            System.arraycopy(input, 0, both, 0, input.length);
            System.arraycopy(recurrent, 0, both, input.length, input.length);
            return nodes.floats(both, 1, both.length);
        }

        private float[] reordered(float[] torch) {
            int block = torch.length / cell.gates().length;
            float[] onnx = new float[torch.length];
            for (int gate = 0; gate < cell.gates().length; gate++) {
                System.arraycopy(torch, cell.gates()[gate] * block, onnx, gate * block, block);
            }
            return onnx;
        }
    }
}
