package dev.eddy.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * How well the future was foreseen.
 *
 * @param protocol the way of testing
 * @param quantity what is forecast, with its unit
 * @param errors mean absolute error of the model for each step ahead, from the first
 * @param baselines the same of simple forecasts, by their name
 * @param coverage of the interval, if the model gives one
 * @param windows some examples
 */
public record Forecast(
        String protocol,
        String quantity,
        double[] errors,
        Map<String, double[]> baselines,
        Optional<Coverage> coverage,
        List<Window> windows)
        implements Section {

    /**
     * How often the truth lay in the interval.
     *
     * @param nominal how often it should, in [0, 1]
     * @param measured how often it did, in [0, 1]
     */
    public record Coverage(double nominal, double measured) {}

    /**
     * One example. The future values are as many each; the bounds are empty where the model gives none.
     *
     * @param name says which
     * @param past the values before
     * @param truth what came
     * @param forecast what was foreseen
     * @param low lower bound of the interval
     * @param high upper bound of the interval
     */
    public record Window(String name, double[] past, double[] truth, double[] forecast, double[] low, double[] high) {}

    /** Copies the parts. */
    public Forecast {
        baselines = new TreeMap<>(baselines);
        windows = List.copyOf(windows);
    }

    @Override
    public String title() {
        return quantity + ": " + protocol;
    }

    @Override
    public Tag content() {
        Tag content = Tag.of("div");
        coverage.ifPresent(c -> content.add(Tag.styled("p", "say")
                .text("The truth lay in the %s interval %s of the time."
                        .formatted(Numbers.percent(c.nominal), Numbers.percent(c.measured)))));
        content.add(Tag.styled("div", "charts").add(byStep(), table()));
        if (!windows.isEmpty()) {
            Tag examples = Tag.styled("div", "charts");
            windows.forEach(window -> examples.add(example(window)));
            content.add(Tag.of("h3", "Examples"), examples);
        }
        return content;
    }

    private Tag byStep() {
        Chart chart = new Chart("Error by steps ahead", "steps ahead", "mean absolute error").holding(0);
        chart.line(Series.of("model", 1, errors), "c0");
        int[] colour = {1};
        baselines.forEach((name, values) -> chart.line(Series.of(name, 1, values), "c" + colour[0]++ % 8 + " dash"));
        return chart.draw();
    }

    private Tag table() {
        Table table = new Table(
                "Mean absolute error beside simple forecasts",
                List.of("forecast", "first step", "last step", "mean", "ratio"));
        row(table, "model", errors);
        baselines.forEach((name, values) -> row(table, name, values));
        return table.draw();
    }

    private void row(Table table, String name, double[] values) {
        double mean = mean(values);
        table.row(
                name,
                Numbers.plain(values.length == 0 ? Double.NaN : values[0]),
                Numbers.plain(values.length == 0 ? Double.NaN : values[values.length - 1]),
                Numbers.plain(mean),
                Numbers.plain(mean / mean(errors)));
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }

    private Tag example(Window window) {
        double[] past = window.past;
        Chart chart = new Chart(window.name, "steps ahead", quantity);
        if (window.low.length > 0) {
            chart.add(new Mark.Band("interval", Series.of("low", 1, window.low), Series.of("high", 1, window.high)));
        }
        return chart.line(Series.of("past", 1 - past.length, past), "c7 bare")
                .line(onwards("truth", past, window.truth), "c1 bare")
                .line(onwards("forecast", past, window.forecast), "c0 bare")
                .draw();
    }

    /** From the last past value on. */
    private static Series onwards(String name, double[] past, double[] future) {
        DoubleStream now = Arrays.stream(past).skip(Math.max(0, past.length - 1));
        double[] values = DoubleStream.concat(now, Arrays.stream(future)).toArray();
        return Series.of(name, past.length == 0 ? 1 : 0, values);
    }
}
