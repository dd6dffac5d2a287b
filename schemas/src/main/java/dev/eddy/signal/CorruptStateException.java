package dev.eddy.signal;

import org.jspecify.annotations.Nullable;

/** Stored bytes that are not the state of a key of this model. */
public final class CorruptStateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CorruptStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
