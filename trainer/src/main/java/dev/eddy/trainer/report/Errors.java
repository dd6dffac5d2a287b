package dev.eddy.trainer.report;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How far predicted values are from true ones.
 *
 * @param meanAbsolute MAE, in the unit of the values
 * @param rootMeanSquare RMSE, in the unit of the values
 * @param determination R²: the share of the variance that is explained; NaN where the true values do not vary
 */
public record Errors(double meanAbsolute, double rootMeanSquare, double determination) {

    /**
     * Compares value by value.
     *
     * @param actual the true values
     * @param predicted as many
     * @return the errors; NaN where there are no values
     */
    public static Errors of(double[] actual, double[] predicted) {
        double mean = DoubleStream.of(actual).average().orElse(Double.NaN);
        double spread =
                DoubleStream.of(actual).map(value -> square(value - mean)).sum();
        double squares = IntStream.range(0, actual.length)
                .mapToDouble(i -> square(predicted[i] - actual[i]))
                .sum();
        double absolute = IntStream.range(0, actual.length)
                .mapToDouble(i -> Math.abs(predicted[i] - actual[i]))
                .sum();
        double explained = spread == 0 ? Double.NaN : 1 - squares / spread;
        return new Errors(absolute / actual.length, Math.sqrt(squares / actual.length), explained);
    }

    private static double square(double value) {
        return value * value;
    }
}
