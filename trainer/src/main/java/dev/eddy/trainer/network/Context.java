package dev.eddy.trainer.network;

/** Where what a layer needs from before the first frame of a step comes from. */
enum Context {
    /** From the step before, as hidden state. */
    CARRIED,
    /** Nowhere: it is zero, and every step stands alone. */
    WINDOW
}
