package dev.eddy.trainer.network;

import dev.eddy.trainer.export.OnnxGraph;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * A linear function of the last axis and a bias.
 *
 * @param linear in torch
 */
record Affine(LinearImpl linear) {

    long in() {
        return linear.weight().size(1);
    }

    Tensor forward(Tensor x) {
        return linear.forward(x);
    }

    String export(OnnxGraph nodes, String x) {
        return constants(nodes).apply(nodes, x);
    }

    Constants constants(OnnxGraph nodes) {
        Tensor transposed = linear.weight().transpose(0, 1);
        return new Constants(
                nodes.floats(Tensors.floats(transposed), transposed.size(0), transposed.size(1)),
                nodes.floats(Tensors.floats(linear.bias()), linear.bias().size(0)));
    }

    /**
     * The weights in a graph, to be used more than once.
     *
     * @param weights name of {@code [in][out]}
     * @param bias name of {@code [out]}
     */
    record Constants(String weights, String bias) {

        String apply(OnnxGraph nodes, String x) {
            return nodes.op("Add", List.of(nodes.op("MatMul", List.of(x, weights)), bias));
        }
    }
}
