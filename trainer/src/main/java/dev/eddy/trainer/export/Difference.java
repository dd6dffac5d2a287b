package dev.eddy.trainer.export;

import java.util.Locale;

/** The largest difference seen so far between what is and what should be, and where; and the mean. Not thread-safe. */
final class Difference {

    private final String name;
    private double largest;
    private double sum;
    private long count;
    private String where = "nowhere";

    Difference(String name) {
        this.name = name;
    }

    /** Compares value by value, relative to the expected one where that is above 1. NaN differs from everything. */
    void compare(float[] actual, float[] expected, String place) {
        if (actual.length != expected.length) {
            throw new ProofException(
                    "%s of %s must have %d values but has %d".formatted(name, place, expected.length, actual.length));
        }
        for (int i = 0; i < actual.length; i++) {
            double difference = Proof.difference(actual[i], expected[i]);
            sum += difference;
            count++;
            if (!(difference <= largest)) {
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                where = "value %d of %s: %s instead of %s".formatted(i, place, actual[i], expected[i]);
            }
        }
    }

    double largest() {
        return largest;
    }

    /** Of all differences, 0 if there were none. */
    double mean() {
        return sum / Math.max(1, count);
    }

    boolean exceeds(double tolerance) {
        return largest > tolerance;
    }

    String line() {
        return String.format(Locale.ROOT, "%s: largest difference %.2g (%s)", name, largest, where);
    }
}
