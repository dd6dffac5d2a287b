package dev.eddy.topology;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.SignalSpec;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened in a task, as metrics: {@code events.<arrival>}, {@code stream.windows}, {@code stream.predictions}, {@code stream.expired} (keys), {@code stream.drifts} (times that a key was found to come at another rate), {@code
 * dead-letters.<reason>}, {@code stream.latency} (from an event to the last prediction that it made possible) {@code
 * commit.drain} and {@code models.switch} (how long a task stood still for one) {@code
 * models.handed-over} (keys in a dual run on which both models came to agree); of a candidate {@code shadow.windows},
 * {@code shadow.failures}, {@code shadow.disagreements}, {@code shadow.difference} (of outputs, in millionths), {@code
 * shadow.latency} and {@code shadow.incumbent} (of the same windows with both models), and {@code shadow.ended} (trials
 * that ended by themselves). Never a key in a name.
 */
final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private static final double MILLION = 1e6;
    private static final String DEAD_LETTERS = "dead-letters.";

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final MetricRegistry metrics;
    private final Map<Arrival, Meter> arrivals = new EnumMap<>(Arrival.class);
    private final Meter windows;
    private final Meter predictions;
    private final Meter drifted;
    private final Meter expired;
    private final Timer latency;
    private final Timer drain;
    private final Timer switches;
    private final Meter handedOver;
    private final Meter tried;
    private final Meter failures;
    private final Meter disagreements;
    private final Histogram difference;
    private final Timer candidate;
    private final Timer incumbent;
    private final Meter ended;
    private long driftSaid;

    Tally(MetricRegistry metrics) {
        this.metrics = metrics;
        for (Arrival arrival : Arrival.values()) {
            arrivals.put(arrival, metrics.meter("events." + word(arrival.name())));
        }
        Stream.of(
                        DeadLetter.Reason.values(),
                        UnreadableEventException.Reason.values(),
                        RefusedChunkException.Reason.values())
                .flatMap(Stream::of)
                .forEach(reason -> metrics.meter(DEAD_LETTERS + reason.name()));
        this.windows = metrics.meter("stream.windows");
        this.predictions = metrics.meter("stream.predictions");
        this.drifted = metrics.meter("stream.drifts");
        this.expired = metrics.meter("stream.expired");
        this.latency = metrics.timer("stream.latency");
        this.drain = metrics.timer("commit.drain");
        this.switches = metrics.timer("models.switch");
        this.handedOver = metrics.meter("models.handed-over");
        this.tried = metrics.meter("shadow.windows");
        this.failures = metrics.meter("shadow.failures");
        this.disagreements = metrics.meter("shadow.disagreements");
        this.difference = metrics.histogram("shadow.difference");
        this.candidate = metrics.timer("shadow.latency");
        this.incumbent = metrics.timer("shadow.incumbent");
        this.ended = metrics.meter("shadow.ended");
    }

    void arrived(Arrival arrival) {
        Meter meter = arrivals.get(arrival);
        if (meter != null) {
            meter.mark();
        }
    }

    /** Samples of a key come at another rate than they should. One such line a minute is enough. */
    void drifted(String key, double rate, SignalSpec signal) {
        drifted.mark();
        long now = System.nanoTime();
        if (driftSaid == 0 || now - driftSaid > PAUSE_NANOS) {
            driftSaid = now;
            LOG.info(
                    "The samples of key {} come at {} Hz by their own times, not at {} Hz: its clock drifts, the producer's"
                            + " rate is wrong, or its chunks overlap. As window.maxGap says, samples are made up or left out for it, or epochs end",
                    key,
                    String.format(Locale.ROOT, "%.4f", rate),
                    signal.sampleRate());
        }
    }

    void cut(int some) {
        if (some > 0) {
            windows.mark(some);
        }
    }

    /** The clock of who produced the event may be ahead of ours: then it took no time. */
    void predicted(long eventMillis) {
        predictions.mark();
        latency.update(Math.max(0, System.currentTimeMillis() - eventMillis), TimeUnit.MILLISECONDS);
    }

    void dead(String reason) {
        metrics.meter(DEAD_LETTERS + reason).mark();
    }

    void expired() {
        expired.mark();
    }

    void drained(long nanos) {
        drain.update(nanos, TimeUnit.NANOSECONDS);
    }

    void switched(long nanos) {
        switches.update(nanos, TimeUnit.NANOSECONDS);
    }

    void compared(Likeness comparison) {
        tried.mark();
        failures.mark(comparison.failed() ? 1 : 0);
        disagreements.mark(comparison.agrees() ? 0 : 1);
        if (Float.isFinite(comparison.difference())) {
            difference.update(Math.round(comparison.difference() * MILLION));
        }
        candidate.update(comparison.candidateNanos(), TimeUnit.NANOSECONDS);
        incumbent.update(comparison.incumbentNanos(), TimeUnit.NANOSECONDS);
    }

    void handedOver() {
        handedOver.mark();
    }

    void trialEnded() {
        ended.mark();
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
