package dev.eddy.topology;

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
}
