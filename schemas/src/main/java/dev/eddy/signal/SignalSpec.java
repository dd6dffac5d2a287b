package dev.eddy.signal;

/**
 * What a signal is made of: audio and sensors alike are channels times samples at a rate.
 *
 * @param channels values per sample, 1 to {@value #MAX_CHANNELS}
 * @param sampleRate samples per second and channel (Hz), greater than 0, at most 1e6
 */
public record SignalSpec(int channels, double sampleRate) {

    /** The most channels one signal may have. */
    public static final int MAX_CHANNELS = 4096;

    /** One sample a microsecond: times could not tell faster ones apart. */
    public static final double MAX_RATE = 1e6;

    private static final double MICROS_PER_SECOND = 1e6;

    /** Checks both values against their ranges. */
    public SignalSpec {
        Specs.requireRange("signal.channels", channels, 1, MAX_CHANNELS);
        if (!(sampleRate > 0 && sampleRate <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "signal.sampleRate must be in (0, 1e6] samples per second, since times are in microseconds, but was "
                            + sampleRate);
        }
    }

    /**
     * How long some samples last.
     *
     * @param samples a number of samples, may be negative
     * @return microseconds, rounded to the nearest
     */
    public long micros(long samples) {
        return Math.round(samples * MICROS_PER_SECOND / sampleRate);
    }

    /**
     * How many samples fit a time, rounded to the nearest: jitter of up to half a sample is absorbed here.
     *
     * @param micros microseconds, may be negative
     * @return a number of samples
     */
    public long samples(long micros) {
        return (long) Math.rint(micros * sampleRate / MICROS_PER_SECOND);
    }
}
