package dev.eddy.trainer.data;

/** Which part of a data set a recording belongs to. */
public enum Split {
    /** What the network, its normalisers and every choice may see. */
    TRAIN,
    /** What is looked at once, at the end. */
    TEST
}
