package dev.eddy.trainer.export;

/**
 * One row of a run: some consecutive steps of one key and the hidden state before them.
 *
 * @param values samples {@code [step][sample][channel]} flattened
 * @param steps how many there are, at least 1
 * @param state flat, in the order of the manifest
 */
record Row(float[] values, int steps, float[] state) {

    /** What came out of a row: all outputs side by side, {@code [step][number]}, and the state after its last step. */
    record Result(float[] answer, float[] state) {}
}
