package dev.eddy.app;

/**
 * How much memory or disk.
 *
 * @param bytes 0 or more
 */
record ByteSize(long bytes) {

    @Override
    public String toString() {
        return bytes + " B";
    }
}
