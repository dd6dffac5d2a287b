package dev.eddy.topology;

import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Overlap;
import dev.eddy.rollout.Tryout;
import org.jspecify.annotations.Nullable;

/**
 * The model that scores in the shadow of the present one.
 *
 * @param trial which model, and on what terms
 * @param offset of its order in the partition, which tells it from others
 * @param layout what it decides about its states
 * @param ended why the trial is over; empty while it goes on
 * @param overlap where it is to take over key by key, how; null where it is only tried
 */
record Candidate(
        Tryout trial,
        long offset,
        Layout layout,
        String ended,
        @Nullable Overlap overlap) {

    Candidate(Tryout trial, long offset, Layout layout) {
        this(trial, offset, layout, "", null);
    }

    boolean runs() {
        return ended.isEmpty();
    }

    Candidate ended(String why) {
        return new Candidate(trial, offset, layout, why, overlap);
    }
}
