package dev.eddy.trainer.fit;

import java.util.List;

/**
 * Where fitting stands when a batch comes.
 *
 * @param update from 0, counted over all epochs
 * @param updates in all epochs together
 * @param perEpoch updates in one epoch
 * @param merits of the validation part after each epoch so far; empty without validation
 */
record Moment(int update, int updates, int perEpoch, List<Double> merits) {

    /** From 0. */
    int epoch() {
        return update / perEpoch;
    }

    /** From 0, in the epoch. */
    int batch() {
        return update % perEpoch;
    }
}
