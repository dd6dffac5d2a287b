package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;

/**
 * One unbroken stretch of a signal of one key.
 *
 * @param key the stream id that it has on a topic, not blank
 * @param startMicros time of the first sample, microseconds since 1970
 * @param signal what it is made of
 * @param values the values, {@code [sample][channel]} flattened; not copied, must not change afterwards
 */
public record Recording(String key, long startMicros, SignalSpec signal, float[] values) {

    /** Checks that the values make whole samples. */
    public Recording {
        if (values.length % signal.channels() != 0) {
            throw new IllegalArgumentException("a recording of " + signal.channels()
                    + " channels must have a multiple of that many values but " + key + " has " + values.length);
        }
    }

    /**
     * How long it is.
     *
     * @return samples per channel
     */
    public int length() {
        return values.length / signal.channels();
    }
}
