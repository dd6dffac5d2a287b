package dev.eddy.trainer.network;

import dev.eddy.trainer.export.StreamGraph;
import org.bytedeco.pytorch.Tensor;

/** One layer of a network: what it computes while it is fitted, and the same as ONNX nodes. Not thread-safe. */
public interface Layer {

    /**
     * Computes from the initial hidden state.
     *
     * @param x float {@code [batch][channel][frame]}
     * @param pass whether it is fitted, and which steps are valid
     * @return float {@code [batch][channel][frame]} of the shape that the spec says
     */
    Tensor forward(Tensor x, Pass pass);

    /**
     * Writes the layer, as it is in evaluation, from any hidden state on.
     *
     * @param graph takes nodes and states
     * @param x name of a tensor {@code [batch][channel][frame]}
     * @return name of a tensor {@code [batch][channel][frame]}
     */
    String export(StreamGraph graph, String x);
}
