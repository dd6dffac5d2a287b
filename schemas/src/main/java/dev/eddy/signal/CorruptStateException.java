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
     * Whom it concerns.
     *
     * @return one key or all
     */
    public Cause reason() {
        return reason;
    }
}
