package dev.eddy.serving;

import dev.eddy.inference.ModelId;
import dev.eddy.topology.Likeness;

/**
 * How a candidate has done so far beside the present model.
 *
 * @param candidate which model
 * @param windows that it was given
 * @param failures that it could not score
 * @param disagreements in which it said something else
 * @param largestDifference between two outputs
 * @param candidateNanos that its windows took in all
 * @param incumbentNanos that the same windows took with the present model
 */
record TrialSoFar(
        ModelId candidate,
        long windows,
        long failures,
        long disagreements,
        float largestDifference,
        double candidateNanos,
        double incumbentNanos) {

    static final TrialSoFar NOTHING = nothing(new ModelId("", "", ""));

    private static final double NANOS_PER_MILLI = 1e6;

    private static TrialSoFar nothing(ModelId candidate) {
        return new TrialSoFar(candidate, 0, 0, 0, 0, 0, 0);
    }

    /** This one, or a new one if it is of another candidate. */
    TrialSoFar of(ModelId other) {
        return candidate.equals(other) ? this : nothing(other);
    }

    TrialSoFar plus(Likeness window) {
        return new TrialSoFar(
                candidate,
                windows + 1,
                failures + (window.failed() ? 1 : 0),
                disagreements + (window.agrees() ? 0 : 1),
                Float.isNaN(window.difference()) ? largestDifference : Math.max(largestDifference, window.difference()),
                candidateNanos + window.candidateNanos(),
                incumbentNanos + window.incumbentNanos());
    }

    /** Share of the windows in which both say the same; 1 where there are none. */
    double agreement() {
        return windows == 0 ? 1 : 1 - (double) disagreements / windows;
    }

    double latencyMillis() {
        return millis(candidateNanos);
    }

    double incumbentMillis() {
        return millis(incumbentNanos);
    }

    private double millis(double nanos) {
        return windows == 0 ? 0 : nanos / windows / NANOS_PER_MILLI;
    }
}
