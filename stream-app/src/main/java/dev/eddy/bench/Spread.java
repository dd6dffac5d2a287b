package dev.eddy.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The middle and the ends of some numbers.
 *
 * @param median of them
 * @param min the smallest
 * @param max the largest
 */
record Spread(double median, double min, double max) {

    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** As {@code median (min–max)}, each in a format of {@link String#format}. */
    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, min, max);
    }
}
