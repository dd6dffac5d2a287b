package dev.eddy.signal;

/**
 * Some consecutive samples of one key, decoded and found finite.
 *
 * @param startMicros time of the first sample, microseconds since 1970
 * @param values the values, {@code [sample][channel]} flattened; not copied, must not change afterwards
 * @param endOfEvent true when the event ends after the last sample
 */
public record Samples(long startMicros, float[] values, boolean endOfEvent) {}
