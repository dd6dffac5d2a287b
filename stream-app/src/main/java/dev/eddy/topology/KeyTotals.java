package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many keys all tasks of this process hold, as the gauges {@code keys.live} (decoded in memory), {@code keys.cold}
 * (in the stores only) and {@code keys.quarantined} (damaged, as far as they were met). Any thread may call.
 */
final class KeyTotals {

    private final LongAdder live = new LongAdder();
    private final LongAdder cold = new LongAdder();
    private final LongAdder quarantined = new LongAdder();

    KeyTotals(MetricRegistry metrics) {
        metrics.gauge("keys.live", () -> live::sum);
        metrics.gauge("keys.cold", () -> cold::sum);
        metrics.gauge("keys.quarantined", () -> quarantined::sum);
    }

    /** What one task holds. */
    record Share(long live, long cold, long quarantined) {

        static final Share NOTHING = new Share(0, 0, 0);
    }

    void replace(Share before, Share now) {
        live.add(now.live - before.live);
        cold.add(now.cold - before.cold);
        quarantined.add(now.quarantined - before.quarantined);
    }
}
