package dev.eddy.event;

/** A chunk that was read but cannot be used. It must not touch its key; the producer has to be mended. */
public final class RefusedChunkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why a chunk was refused. */
    public enum Reason {
        /** The number of channels is not the model's. */
        WRONG_CHANNELS,
        /** The sample rate is not the model's. */
        WRONG_RATE,
        /** The encoding is one that this version does not know. */
        UNKNOWN_ENCODING,
        /** The samples are not a whole number of samples. */
        BROKEN_SAMPLES,
        /** A sample is NaN or infinite. */
        NON_FINITE,
        /** There are more samples than one chunk may have. */
        TOO_LARGE,
        /** The start time is before 1970 or after the year 9999. */
        TIME_OUT_OF_RANGE
    }

    private final Reason reason;

    RefusedChunkException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Why it was refused.
     *
     * @return one word for it
     */
    public Reason reason() {
        return reason;
    }
}
