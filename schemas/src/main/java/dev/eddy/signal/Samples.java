package dev.eddy.signal;

/**
 * Some consecutive samples of one key, decoded and found finite.
 *
 * @param startMicros time of the first sample, microseconds since 1970
 * @param values the values, {@code [sample][channel]} flattened; not copied, must not change afterwards
 * @param endOfEvent true when the event ends after the last sample
 * @param reset true when a new epoch is asked for, from the first sample on; without samples from the next one on
 */
public record Samples(long startMicros, float[] values, boolean endOfEvent, boolean reset) {

    /**
     * Samples that ask for no new epoch.
     *
     * @param startMicros time of the first sample
     * @param values {@code [sample][channel]}
     * @param endOfEvent whether the event ends with them
     */
    public Samples(long startMicros, float[] values, boolean endOfEvent) {
        this(startMicros, values, endOfEvent, false);
    }
}
