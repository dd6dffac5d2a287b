package dev.eddy.topology;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.eddy.signal.Arrival;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What happened in a task, as metrics: {@code events.<arrival>}, {@code predictions}, {@code dead-letters.<reason>} and
 * {@code commit.drain}. Never a key in a name.
 */
final class Tally {

    private final MetricRegistry metrics;
    private final Map<Arrival, Meter> arrivals = new EnumMap<>(Arrival.class);
    private final Meter predictions;
    private final Timer drain;

    Tally(MetricRegistry metrics) {
        this.metrics = metrics;
        for (Arrival arrival : Arrival.values()) {
            arrivals.put(arrival, metrics.meter("events." + word(arrival.name())));
        }
        this.predictions = metrics.meter("predictions");
        this.drain = metrics.timer("commit.drain");
    }

    void arrived(Arrival arrival) {
        Meter meter = arrivals.get(arrival);
        if (meter != null) {
            meter.mark();
        }
    }

    void predicted() {
        predictions.mark();
    }

    void dead(String reason) {
        metrics.meter("dead-letters." + word(reason)).mark();
    }

    void drained(long nanos) {
        drain.update(nanos, TimeUnit.NANOSECONDS);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
