package dev.eddy.topology;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.jspecify.annotations.Nullable;

/**
 * Keys of which chunks wait for older ones. Whether those have been waited for long enough is decided by the samples that
 * come, so that it does not depend on when they come. But where nothing comes of a key for the grace and a second more, its
 * chunks are taken in as they are, as they would be at the end of a recording.
 *
 * <p>Only time in which something could have come counts: neither what a thread that stood still has missed, nor what a task
 * needs after its start until it reads.
 *
 * <p>Not thread-safe: owned by one thread.
 */
final class WaitingKeys {

    /** How often it is looked at the clock. */
    static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final Duration MORE = Duration.ofSeconds(1);

    /** How long after its start a task has read all that there is, where it has read nothing. */
    private static final Duration START = Duration.ofSeconds(10);

    /** What counts between two looks at most. */
    private static final long MOST_MILLIS = 2 * LOOK_EVERY.toMillis();

    private static final long NEVER = -1;

    private final long patienceMillis;
    private final Function<Punctuator, Cancellable> clock;
    private final Consumer<String> release;
    private final Map<String, Long> deadlines = new LinkedHashMap<>();
    private BooleanSupplier complete = () -> true;
    private @Nullable Cancellable looking;
    private long lookedMillis = NEVER;

    /** The time that counts; below 0 while the task may not have begun to read. */
    private long countedMillis = -START.toMillis();

    /** Uses a clock, while keys wait, to call {@code release} with each key that has waited for long enough. */
    WaitingKeys(Duration grace, Function<Punctuator, Cancellable> clock, Consumer<String> release) {
        this.patienceMillis = grace.plus(MORE).toMillis();
        this.clock = clock;
        this.release = release;
    }

    /** Something came of a key: it waits from now on, or no longer. */
    void heard(String key, boolean waits) {
        countedMillis = Math.max(countedMillis, 0);
        if (waits) {
            deadlines.put(key, countedMillis + patienceMillis);
            look(complete);
        } else {
            deadlines.remove(key);
        }
    }

    /** A key was found to wait, as somebody has left it who did not live to see its end. */
    void found(String key) {
        deadlines.putIfAbsent(key, Math.max(countedMillis, 0) + patienceMillis);
    }

    /** Looks at the clock from now on, while keys wait, and at least until all that wait are found. */
    void look(BooleanSupplier allFound) {
        complete = allFound;
        if (looking == null) {
            lookedMillis = NEVER;
            looking = clock.apply(this::releaseLate);
        }
    }

    private void releaseLate(long nowMillis) {
        if (lookedMillis != NEVER) {
            countedMillis += Math.min(nowMillis - lookedMillis, MOST_MILLIS);
        }
        lookedMillis = nowMillis;
        Iterator<Map.Entry<String, Long>> keys = deadlines.entrySet().iterator();
        while (keys.hasNext()) {
            Map.Entry<String, Long> key = keys.next();
            if (key.getValue() <= countedMillis) {
                keys.remove();
                release.accept(key.getKey());
            }
        }
        if (deadlines.isEmpty() && complete.getAsBoolean() && looking != null) {
            looking.cancel();
            looking = null;
        }
    }
}
