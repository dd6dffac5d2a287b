package dev.eddy.recording;

/**
 * One sample of a signal that is still going on.
 *
 * @param key the stream id
 * @param micros its time, microseconds since 1970
 * @param values one per channel; not copied, must not change afterwards
 */
public record LiveSample(String key, long micros, float[] values) {}
