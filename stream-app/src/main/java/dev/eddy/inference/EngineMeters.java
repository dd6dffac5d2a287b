package dev.eddy.inference;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;

/**
 * What an engine tells of its batches. Any thread may call.
 *
 * @param batchSize windows in a batch
 * @param waitTime of the oldest step of each batch
 * @param runTime of a batch
 * @param failovers devices that were lost
 */
record EngineMeters(Histogram batchSize, Timer waitTime, Timer runTime, Counter failovers) {

    static EngineMeters of(MetricRegistry metrics) {
        return new EngineMeters(
                metrics.histogram("engine.batch"),
                metrics.timer("engine.wait"),
                metrics.timer("engine.run"),
                metrics.counter("engine.failovers"));
    }
}
