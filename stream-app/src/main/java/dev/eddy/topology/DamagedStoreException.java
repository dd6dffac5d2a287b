package dev.eddy.topology;

/** The files behind a task's states are damaged and are deleted: the changelog brings the states back. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what was seen of it, and the bytes of room that are left on the disk. */
    DamagedStoreException(Throwable cause, long room) {
        super(
                "the files of the key states must be readable and writable but are not (" + root(cause) + "; "
                        + (room >> 20)
                        + " MiB of room left); they are deleted and the states are read from the changelog"
                        + " again. If it comes again, look at the disk of --state-dir",
                cause);
    }

    /** What the disk said itself. */
    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
