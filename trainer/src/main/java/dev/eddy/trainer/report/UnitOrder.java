package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts rows of a matrix that run alike next to each other, so that patterns can be seen. */
final class UnitOrder {

    /** Places of a row that are compared, at most. */
    private static final int COMPARED = 256;

    private UnitOrder() {}

    /**
     * Begins with the row of the least sum and goes on to the nearest that is left.
     *
     * @param rows of equal length, at least one
     * @return the same rows in another order
     */
    static float[][] bySimilarity(float[][] rows) {
        List<float[]> left = new ArrayList<>(Arrays.asList(rows));
        float[][] ordered = new float[rows.length][];
        float[] last = take(left, Comparator.comparingDouble(UnitOrder::sum));
        ordered[0] = last;
        for (int i = 1; i < rows.length; i++) {
            float[] from = last;
            last = take(left, Comparator.comparingDouble(row -> distance(from, row)));
            ordered[i] = last;
        }
        return ordered;
    }

    private static float[] take(List<float[]> left, Comparator<float[]> order) {
        float[] least = left.stream().min(order).orElseThrow();
        left.removeIf(row -> row == least);
        return least;
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value;
        }
        return sum;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i += 1 + a.length / COMPARED) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
