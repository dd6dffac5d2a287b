package dev.eddy.topology;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a key is kept of which nothing comes.
 *
 * @param ttl by how much its newest sample must be older; zero for ever
 * @param by older than what
 */
public record KeyLife(Duration ttl, By by) {

    /** Keys are kept for ever. */
    public static final KeyLife ENDLESS = new KeyLife(Duration.ZERO, By.STREAM);

    /** What the newest sample of a key is held against. */
    public enum By {
        /** The newest samples of its partition: the same records always end the same keys. */
        STREAM,
        /** The clock of the machine, or the newest samples of its partition where they are ahead. */
        CLOCK
    }

    /** Checks that a key may live. */
    public KeyLife {
        if (ttl.isNegative()) {
            throw new IllegalArgumentException(
                    "--key-ttl must be zero (keys are kept for ever) or more but was " + ttl);
        }
    }

    boolean isEndless() {
        return ttl.isZero();
    }

    long micros() {
        return TimeUnit.NANOSECONDS.toMicros(ttl.toNanos());
    }
}
