package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A function of every single value.
 *
 * @param function which one
 */
record Activation(Function function) implements LayerSpec {

    /** The functions that there are. */
    enum Function {
        /** max(0, x). */
        RELU("Relu"),
        /** tanh x. */
        TANH("Tanh"),
        /** 1 / (1 + exp(-x)). */
        SIGMOID("Sigmoid"),
        /** x for x above 0, else exp(x) - 1. */
        ELU("Elu");

        private final String operator;

        Function(String operator) {
            this.operator = operator;
        }

        Tensor of(Tensor x) {
            return switch (this) {
                case RELU -> torch.relu(x);
                case TANH -> torch.tanh(x);
                case SIGMOID -> torch.sigmoid(x);
                case ELU -> torch.elu(x);
            };
        }
    }

    static Activation read(Fields fields) {
        return new Activation(fields.choice("function", Function.RELU));
    }

    @Override
    public boolean perFrame() {
        return true;
    }

    @Override
    public Layer build(Place place) {
        return new Layer() {
            @Override
            public Tensor forward(Tensor x, Pass pass) {
                return function.of(x);
            }

            @Override
            public String export(StreamGraph graph, String x) {
                return graph.nodes().op(function.operator, List.of(x));
            }
        };
    }
}
