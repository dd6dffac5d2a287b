package dev.eddy.trainer.fit;

/** A fit that went astray. The message says where and what to change. */
public final class FitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FitException(String message) {
        super(message);
    }
}
