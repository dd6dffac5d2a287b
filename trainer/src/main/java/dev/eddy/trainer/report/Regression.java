package dev.eddy.trainer.report;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Predicted against true values of one quantity.
 *
 * @param protocol the way of testing
 * @param quantity what is predicted, with its unit
 * @param actual the true values
 * @param predicted as many
 * @param seed chooses the points that are shown where there are too many
 */
public record Regression(String protocol, String quantity, double[] actual, double[] predicted, long seed)
        implements Section {

    static final int MOST_POINTS = 2_000;

    /** Checks that the values are pairs. */
    public Regression {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("'%s' has %d true values, but %d predicted; give as many of both"
                    .formatted(protocol, actual.length, predicted.length));
        }
        actual = actual.clone();
        predicted = predicted.clone();
    }

    @Override
    public String title() {
        return quantity + ": " + protocol;
    }

    @Override
    public Tag content() {
        Errors errors = Errors.of(actual, predicted);
        String said = "Over %s values: mean absolute error %s, root mean square error %s, R² %s."
                .formatted(
                        Numbers.count(actual.length),
                        Numbers.plain(errors.meanAbsolute()),
                        Numbers.plain(errors.rootMeanSquare()),
                        Numbers.plain(errors.determination()));
        return Tag.of("div").add(Tag.styled("p", "say").text(said), charts());
    }

    private Tag charts() {
        int[] shown = shown();
        double[] truth = IntStream.of(shown).mapToDouble(i -> actual[i]).toArray();
        double[] answers = IntStream.of(shown).mapToDouble(i -> predicted[i]).toArray();
        double[] residuals =
                IntStream.of(shown).mapToDouble(i -> predicted[i] - actual[i]).toArray();
        var range = DoubleStream.concat(DoubleStream.of(truth), DoubleStream.of(answers))
                .filter(Double::isFinite)
                .summaryStatistics();
        double[] ends = shown.length == 0 ? new double[0] : new double[] {range.getMin(), range.getMax()};
        double[] none = new double[ends.length];
        String points = actual.length > shown.length ? "%d of the values".formatted(shown.length) : "values";
        return Tag.styled("div", "charts")
                .add(new Chart("Predicted against true", "true", "predicted")
                        .square()
                        .add(new Mark.Dots(new Series(points, truth, answers), "c0"))
                        .line(new Series("perfect", ends, ends), "c7 dash")
                        .draw())
                .add(new Chart("What is left", "true", "predicted − true")
                        .square()
                        .add(new Mark.Dots(new Series(points, truth, residuals), "c3"))
                        .line(new Series("perfect", ends, none), "c7 dash")
                        .draw());
    }

    private int[] shown() {
        return actual.length <= MOST_POINTS
                ? IntStream.range(0, actual.length).toArray()
                : new Random(seed)
                        .ints(0, actual.length)
                        .distinct()
                        .limit(MOST_POINTS)
                        .sorted()
                        .toArray();
    }
}
