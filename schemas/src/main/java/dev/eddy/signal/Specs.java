package dev.eddy.signal;

/** The one sentence in which a number out of range is reported. */
final class Specs {

    private Specs() {}

    static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + ".." + max + " but was " + value);
        }
    }
}
