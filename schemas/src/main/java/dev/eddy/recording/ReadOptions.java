package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;

/**
 * What the reader of a file knows better than the file.
 *
 * @param key the stream id of a recording that names none itself; empty for the file's name without its extension
 * @param sampleRate samples per second (Hz): needed by a CSV file without a {@code time} column, checked against every
 *     other file; 0 to take what the file says
 * @param startMicros time of the first sample where the file gives none, microseconds since 1970
 */
public record ReadOptions(String key, double sampleRate, long startMicros) {

    /** The file knows everything; a recording without a time starts at 0. */
    public static final ReadOptions DEFAULT = new ReadOptions("", 0, 0);

    /** Checks the rate. */
    public ReadOptions {
        if (!(sampleRate >= 0 && sampleRate <= SignalSpec.MAX_RATE)) {
            throw new IllegalArgumentException(
                    "the sample rate must be in (0, 1e6] Hz, or 0 to take the file's, but was " + sampleRate);
        }
    }

    /**
     * The same with another key.
     *
     * @param value a stream id
     * @return new options
     */
    public ReadOptions withKey(String value) {
        return new ReadOptions(value, sampleRate, startMicros);
    }

    /**
     * The same with another rate.
     *
     * @param value samples per second (Hz)
     * @return new options
     */
    public ReadOptions withSampleRate(double value) {
        return new ReadOptions(key, value, startMicros);
    }

    /**
     * The same with another start.
     *
     * @param value microseconds since 1970
     * @return new options
     */
    public ReadOptions withStartMicros(long value) {
        return new ReadOptions(key, sampleRate, value);
    }
}
