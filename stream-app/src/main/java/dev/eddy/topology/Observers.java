package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;

/**
 * Who is told what happens.
 *
 * @param metrics counts and times
 * @param onlooker sees samples and results themselves
 */
public record Observers(MetricRegistry metrics, Onlooker onlooker) {

    /**
     * Metrics alone.
     *
     * @param metrics counts and times
     * @return observers without an onlooker
     */
    public static Observers of(MetricRegistry metrics) {
        return new Observers(metrics, Onlooker.NOBODY);
    }
}
