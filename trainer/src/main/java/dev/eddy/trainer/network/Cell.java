package dev.eddy.trainer.network;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.kReLU;

/** What a recurrent layer is made of. */
enum Cell {
    /** Long short-term memory: hidden state h and cell state c. */
    LSTM("LSTM") {
        @Override
        Built build(Recurrent spec, int in, String name, Module root) {
            LSTMOptions options = new LSTMOptions(in, spec.hidden());
            options.bidirectional().put(spec.bidirectional());
            LSTMImpl lstm = root.register_module(name, new LSTMImpl(options));
            return new Built(lstm.all_weights(), x -> lstm.forward(x).get0(), (x, states) -> {
                var result = lstm.forward(x, new T_TensorTensor_T(states.get(0), states.get(1)));
                return List.of(
                        result.get0(), result.get1().get0(), result.get1().get1());
            });
        }
    },
    /** Gated recurrent unit: hidden state h. The reset gate acts on the recurrent product, as in torch. */
    GRU("GRU") {
        @Override
        Built build(Recurrent spec, int in, String name, Module root) {
            GRUOptions options = new GRUOptions(in, spec.hidden());
            options.bidirectional().put(spec.bidirectional());
            GRUImpl gru = root.register_module(name, new GRUImpl(options));
            return new Built(gru.all_weights(), x -> gru.forward(x).get0(), (x, states) -> {
                var result = gru.forward(x, states.get(0));
                return List.of(result.get0(), result.get1());
            });
        }
    },
    /** The plain cell: hidden state h = function(W x + R h + b). */
    ELMAN("RNN") {
        @Override
        Built build(Recurrent spec, int in, String name, Module root) {
            RNNOptions options = new RNNOptions(in, spec.hidden());
            options.bidirectional().put(spec.bidirectional());
            if (spec.function() == Function.RELU) {
                options.nonlinearity().put(new kReLU());
            }
            RNNImpl rnn = root.register_module(name, new RNNImpl(options));
            return new Built(rnn.all_weights(), x -> rnn.forward(x).get0(), (x, states) -> {
                var result = rnn.forward(x, states.get(0));
                return List.of(result.get0(), result.get1());
            });
        }
    };

    /** What an Elman cell does to its sum. */
    enum Function {
        /** tanh x. */
        TANH,
        /** max(0, x). */
        RELU
    }

    private final String operator;

    Cell(String operator) {
        this.operator = operator;
    }

    /** The ONNX operator. */
    String operator() {
        return operator;
    }

    /** The names of its hidden states, in the order of the ONNX operator. */
    List<String> states() {
        return this == LSTM ? List.of("h", "c") : List.of("h");
    }

    /** Gate k of the ONNX operator is torch's gate {@code gates().get(k)}. */
    List<Integer> gates() {
        return switch (this) {
            case LSTM -> List.of(0, 3, 1, 2);
            case GRU -> List.of(1, 0, 2);
            case ELMAN -> List.of(0);
        };
    }

    /** One layer of cells that takes {@code in} channels. */
    abstract Built build(Recurrent spec, int in, String name, Module root);

    /**
     * One layer of cells in torch.
     *
     * @param weights of each direction: input, recurrent, input bias, recurrent bias
     * @param forward from {@code [frame][row][channel]} to {@code [frame][row][direction * hidden]}
     * @param resume the same from given states {@code [direction][row][hidden]}; returns the output, then the states
     */
    record Built(
            TensorVector weights,
            UnaryOperator<Tensor> forward,
            BiFunction<Tensor, List<Tensor>, List<Tensor>> resume) {}
}
