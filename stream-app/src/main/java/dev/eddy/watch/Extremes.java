package dev.eddy.watch;

/**
 * How some values are spread.
 *
 * @param min the least
 * @param mean of all
 * @param max the greatest
 */
record Extremes(float min, double mean, float max) {

    /** Of no values all three are NaN. */
    static Extremes of(float[] values) {
        float min = values.length == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
        float max = values.length == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        }
        return new Extremes(min, sum / values.length, max);
    }
}
