package dev.eddy.inference;

import org.jspecify.annotations.Nullable;

/** A model that could not be loaded or run. The message tells what to do. */
public final class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Reports a failure.
     *
     * @param message what was wrong, the rule and the remedy
     * @param cause what the runtime said, if it said anything
     */
    public InferenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
