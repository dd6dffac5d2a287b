package dev.eddy.topology;

import java.util.Map;
import java.util.function.Function;

/**
 * What all tasks share.
 *
 * @param bounds how much may pile up
 * @param observers are told what happens
 * @param totals how many keys there are
 * @param letters what was refused
 * @param past reads signals once more, by the settings of Kafka Streams
 */
record TaskSetup(
        TopologySettings.Bounds bounds,
        Observers observers,
        KeyTotals totals,
        DeadLetterLog letters,
        Function<Map<String, Object>, Past> past) {

    TaskSetup(TopologySettings.Bounds bounds, Observers observers) {
        this(
                bounds,
                observers,
                new KeyTotals(observers.metrics()),
                new DeadLetterLog(observers.onlooker(), System::nanoTime),
                KafkaPast::new);
    }
}
