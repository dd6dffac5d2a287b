package dev.eddy.trainer.export;

/** A model file that does not do what the fitted network does. It must not be used. */
public final class ProofException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProofException(String message) {
        super(message);
    }
}
