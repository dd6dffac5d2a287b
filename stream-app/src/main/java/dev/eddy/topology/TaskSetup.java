package dev.eddy.topology;

import org.apache.kafka.streams.errors.StreamsException;

/**
 * What all tasks share.
 *
 * @param bounds how much may pile up
 * @param observers are told what happens
 * @param totals how many keys there are
 * @param letters what was refused
 */
record TaskSetup(TopologySettings.Bounds bounds, Observers observers, KeyTotals totals, DeadLetterLog letters) {

    TaskSetup(TopologySettings.Bounds bounds, Observers observers) {
        this(
                bounds,
                observers,
                new KeyTotals(observers.metrics()),
                new DeadLetterLog(observers.onlooker(), System::nanoTime));
    }

    /** With the engine: for one commit, or for one task that is full. */
    Patience patience() {
        return new Patience(bounds.drainTime(), System::nanoTime);
    }

    /** It came to its end. */
    StreamsException exhausted(int stepsOut) {
        return new StreamsException("the engine must answer within " + bounds.drainTime() + " but has not, with "
                + stepsOut
                + " steps out; the app stops, and goes on from its last commit when it is started again. Lower"
                + " --pending-windows if the model is slow");
    }
}
