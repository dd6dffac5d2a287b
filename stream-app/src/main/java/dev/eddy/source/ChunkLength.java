package dev.eddy.source;

import dev.eddy.signal.SignalSpec;
import java.time.Duration;

/**
 * How much signal goes into one event: a number of samples, or however many a duration has.
 *
 * @param samples per channel, or 0 where the duration counts
 * @param duration above 0 where it counts
 */
public record ChunkLength(int samples, Duration duration) {

    public ChunkLength {
        if (samples <= 0 && duration.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("a chunk must be longer than 0");
        }
    }

    public static ChunkLength of(int samples) {
        return new ChunkLength(samples, Duration.ZERO);
    }

    public static ChunkLength of(Duration duration) {
        return new ChunkLength(0, duration);
    }

    /** Samples per channel, 1 or more. */
    public int of(SignalSpec signal) {
        long fitting = samples > 0 ? samples : signal.samples(duration.toNanos() / 1000);
        return (int) Math.max(1, Math.min(fitting, Integer.MAX_VALUE));
    }
}
