package dev.eddy.topology;

/** The files behind a task's states are damaged and are deleted: the changelog brings the states back. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DamagedStoreException(Throwable cause) {
        super(
                "the files of the key states must be readable and writable but are not (" + cause.getMessage()
                        + "); they are deleted and the states are read from the changelog again. If it comes again, look at"
                        + " the disk of --state-dir",
                cause);
    }
}
