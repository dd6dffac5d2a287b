package dev.eddy.cluster;

/** Kafka does not let a user do something; the message says what, and how it is granted. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(String remedy, Throwable cause) {
        super(remedy, cause);
    }
}
