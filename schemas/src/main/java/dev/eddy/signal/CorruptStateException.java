package dev.eddy.signal;

import org.jspecify.annotations.Nullable;

/** Stored bytes that are not the state of a key of this model. */
public final class CorruptStateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Whom it concerns. */
    public enum Cause {
        /** The bytes of this one key are damaged; those of other keys are likely to be sound. */
        DAMAGED,
        /** The bytes are sound but of another model or a later version of the app, as those of all keys will be. */
        FOREIGN
    }

    private final Cause reason;

    CorruptStateException(Cause reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Bytes around a state are damaged.
     *
     * @param message what is wrong
     * @return the exception
     */
    public static CorruptStateException damaged(String message) {
        return new CorruptStateException(Cause.DAMAGED, message, null);
    }

    /**
     * Whom it concerns.
     *
     * @return one key or all
     */
    public Cause reason() {
        return reason;
    }
}
