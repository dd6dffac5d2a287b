package dev.eddy.trainer.network;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** A layer some of whose constants are taken from the training data before fitting starts. */
interface Observing extends Layer {

    /**
     * Sets the constants.
     *
     * @param inputs everything that comes into this layer
     */
    void observe(Inputs inputs);

    /** What comes into a layer from the training data; can be gone through again and again. */
    interface Inputs {

        /** Shows one example after the other, {@code [1][channel][frame]}, whose tensors live no longer than the call. */
        void forEach(Consumer<Tensor> observer);
    }
}
