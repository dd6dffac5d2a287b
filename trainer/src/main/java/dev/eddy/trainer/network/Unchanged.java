package dev.eddy.trainer.network;

import dev.eddy.trainer.export.StreamGraph;
import org.bytedeco.pytorch.Tensor;

/** Hands on what comes in: a layer that only changes how a frame is read. */
record Unchanged() implements Layer {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return x;
    }

    @Override
    public String export(StreamGraph graph, String x) {
        return x;
    }
}
