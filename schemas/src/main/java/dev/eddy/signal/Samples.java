package dev.eddy.signal;

import org.jspecify.annotations.Nullable;

/**
 * What one event holds of one key: some consecutive samples, finite, or readings at any times.
 *
 * @param startMicros time of the first sample or reading, microseconds since 1970
 * @param values the values, {@code [sample][channel]} flattened; not copied, must not change afterwards. In readings NaN
 *     stands for a channel that the reading says nothing of
 * @param endOfEvent true when the event ends after the last sample
 * @param reset true when a new epoch is asked for, from the first sample on; without samples from the next one on
 * @param times of readings one each, microseconds since 1970, in any order; null for samples at the rate of the signal
 */
public record Samples(long startMicros, float[] values, boolean endOfEvent, boolean reset, long @Nullable [] times) {

    /**
     * Consecutive samples.
     *
     * @param startMicros time of the first sample
     * @param values {@code [sample][channel]}
     * @param endOfEvent whether the event ends with them
     * @param reset whether a new epoch is asked for
     */
    public Samples(long startMicros, float[] values, boolean endOfEvent, boolean reset) {
        this(startMicros, values, endOfEvent, reset, null);
    }

    /**
     * Consecutive samples that ask for no new epoch.
     *
     * @param startMicros time of the first sample
     * @param values {@code [sample][channel]}
     * @param endOfEvent whether the event ends with them
     */
    public Samples(long startMicros, float[] values, boolean endOfEvent) {
        this(startMicros, values, endOfEvent, false);
    }
}
