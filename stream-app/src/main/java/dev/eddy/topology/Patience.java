package dev.eddy.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to wait for the engine in all. Time during which the whole process stands still does not count: it was paused
 * or its machine was, and the engine had no time to answer either. One thread.
 */
final class Patience {

    /** One wait lasts so long at most. */
    private static final long SLICE_NANOS = 100_000_000L;

    private static final long MOST_NANOS = 2 * SLICE_NANOS;

    private final LongSupplier clock;
    private long left;
    private long since;

    /** With a clock in nanoseconds. */
    Patience(Duration time, LongSupplier clock) {
        this.left = time.toNanos();
        this.clock = clock;
    }

    boolean over() {
        return left <= 0;
    }

    /** A wait begins: it must last so many nanoseconds at most. */
    long begin() {
        since = clock.getAsLong();
        return Math.min(SLICE_NANOS, left);
    }

    /** The wait is over. */
    void end() {
        left -= Math.min(MOST_NANOS, clock.getAsLong() - since);
    }
}
