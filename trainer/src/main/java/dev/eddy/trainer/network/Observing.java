package dev.eddy.trainer.network;

/** A layer whose constants are taken from the training data before fitting starts. */
interface Observing extends Layer {

    /**
     * Sees a part of the training data.
     *
     * @param x {@code [channel][frame]} flattened
     */
    void observe(float[] x);

    /** Sets the constants from all that was seen. */
    void settle();
}
