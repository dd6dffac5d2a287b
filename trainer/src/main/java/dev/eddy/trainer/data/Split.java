package dev.eddy.trainer.data;

/** Which part of a data set a recording belongs to. */
public enum Split {
    /** What the weights are fitted on; where there is no validation part, every choice may see it too. */
    TRAIN,
    /** What choices are made on, such as the best epoch. Most data sets have no such part of their own. */
    VALIDATION,
    /** What is looked at once, at the end. */
    TEST
}
