package dev.eddy.serving;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one poll may wait. While records come, as long as it was asked to; once none have come for a while, longer: a
 * record that arrives ends a poll at once, so the only cost is that to whoever waits for the poll to end. One thread.
 */
final class Quiet {

    /** Whoever looks up four times a second costs next to nothing. */
    static final Duration LONG_WAIT = Duration.ofMillis(250);

    private final long afterNanos;
    private final LongSupplier clock;
    private long lastNanos;

    /** It is quiet when nothing has come for {@code after}; with a clock in nanoseconds. */
    Quiet(Duration after, LongSupplier clock) {
        this.afterNanos = after.toNanos();
        this.clock = clock;
        this.lastNanos = clock.getAsLong();
    }

    /** Who asked not to wait at all is not made to. */
    Duration wait(Duration asked) {
        boolean longer = !asked.isZero() && clock.getAsLong() - lastNanos > afterNanos;
        return longer && asked.compareTo(LONG_WAIT) < 0 ? LONG_WAIT : asked;
    }

    /** Records came. */
    void broken() {
        lastNanos = clock.getAsLong();
    }
}
