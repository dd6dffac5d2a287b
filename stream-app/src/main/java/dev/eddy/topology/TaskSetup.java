package dev.eddy.topology;

import java.util.Map;
import java.util.function.Function;

/**
 * What all tasks of a pipeline share.
 *
 * @param siblings other pipelines
 * @param bounds how much may pile up
 * @param observers are told what happens
 * @param totals how many keys there are
 * @param letters what was refused
 * @param life how long keys are kept
 * @param past reads signals once more, by the settings of Kafka Streams
 */
record TaskSetup(
        Siblings siblings,
        TopologySettings.Bounds bounds,
        Observers observers,
        KeyTotals totals,
        DeadLetterLog letters,
        KeyLife life,
        Function<Map<String, Object>, Past> past) {

    TaskSetup(TopologySettings.Bounds bounds, Observers observers) {
        this(Siblings.NONE, bounds, observers, KeyLife.ENDLESS);
    }

    TaskSetup(Siblings siblings, TopologySettings.Bounds bounds, Observers observers, KeyLife life) {
        this(
                siblings,
                bounds,
                observers,
                new KeyTotals(observers.metrics()),
                new DeadLetterLog(observers.onlooker(), System::nanoTime),
                life,
                KafkaPast::new);
    }
}
