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
        double[] left =
                IntStream.of(shown).mapToDouble(i -> predicted[i] - actual[i]).toArray();
        String name = actual.length > shown.length ? "%d of the values".formatted(shown.length) : "values";
        Chart against = new Chart("Predicted against true", "true", "predicted")
                .add(new Mark.Dots(new Series(name, truth, answers), "dots c0"));
        Chart residuals = new Chart("Residuals", "true", "predicted − true")
                .add(new Mark.Dots(new Series(name, truth, left), "dots c3"));
        double[] ends = ends(truth);
        return Tag.styled("div", "charts")
                .add(perfect(against, ends, ends), perfect(residuals, ends, new double[ends.length]));
    }

    private static Tag perfect(Chart chart, double[] from, double[] to) {
        return chart.square().line(new Series("perfect", from, to), "c7 dash").draw();
    }

    private static double[] ends(double[] values) {
        var range = DoubleStream.of(values).filter(Double::isFinite).summaryStatistics();
        return range.getCount() == 0 ? new double[0] : new double[] {range.getMin(), range.getMax()};
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
