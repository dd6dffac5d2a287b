package dev.eddy.inference;

/** A model that must score here is not ready; it may be later. */
public final class AbsentModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AbsentModelException(String message) {
        super(message);
    }
}
