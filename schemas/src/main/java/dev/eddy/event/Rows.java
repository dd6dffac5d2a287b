package dev.eddy.event;

import java.util.Arrays;

/** Samples or readings of an event while it is read; no more are taken than one event may have. Not thread-safe. */
final class Rows {

    private final int channels;
    private final SampleCodec codec;
    private float[] values = new float[0];
    private int filled;
    private long[] times = new long[0];
    private int timed;
    private int count;

    Rows(int channels, SampleCodec codec) {
        this.channels = channels;
        this.codec = codec;
    }

    void add(float value) {
        if (!Float.isFinite(value)) {
            throw SampleCodec.notFinite("value " + filled, value);
        }
        append(value);
    }

    void addNothing() {
        append(Float.NaN);
    }

    private void append(float value) {
        if (filled == values.length) {
            codec.requireSize(filled / channels);
            values = Arrays.copyOf(values, Math.max(channels, 2 * filled));
        }
        values[filled++] = value;
    }

    void time(long micros) {
        times = timed == times.length ? Arrays.copyOf(times, Math.max(1, 2 * timed)) : times;
        times[timed++] = micros;
        codec.requireSize(timed);
    }

    void endOfRow() {
        count++;
        codec.requireChannels(filled - (count - 1L) * channels);
        codec.requireSize(count);
    }

    boolean areWhole() {
        return timed == count;
    }

    float[] values() {
        return Arrays.copyOf(values, filled);
    }

    long[] times() {
        return Arrays.copyOf(times, timed);
    }
}
