package dev.eddy.trainer.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether the model is right as often as it says.
 *
 * @param protocol the way of testing
 * @param raw what was counted of the scores as they were fitted
 * @param scaled what was counted after the temperature, if there is one
 */
public record Calibration(String protocol, Reliability raw, Optional<Scaled> scaled) implements Section {

    /**
     * The scores after temperature scaling.
     *
     * @param temperature that divides the logits; above 1 it lowers confidence
     * @param reliability what was counted
     */
    public record Scaled(double temperature, Reliability reliability) {}

    @Override
    public String title() {
        return "Calibration: " + protocol;
    }

    @Override
    public Tag content() {
        Tag note = Tag.styled("p", "note")
                .text("Of the answers given with 80 % confidence, 80 % should be right: on the dashed line.");
        Tag charts = Tag.styled("div", "charts").add(diagram(), counts());
        return Tag.of("div").add(note, Tag.styled("p", "say").text(said()), charts, table());
    }

    private String said() {
        String before = Numbers.plain(raw.expectedCalibrationError());
        return scaled.map(after ->
                        "Expected calibration error: %s before, %s after dividing the logits by the temperature %s."
                                .formatted(
                                        before,
                                        Numbers.plain(after.reliability.expectedCalibrationError()),
                                        Numbers.plain(after.temperature)))
                .orElse("Expected calibration error: %s.".formatted(before));
    }

    private Tag diagram() {
        Chart chart = new Chart("Reliability", "confidence", "accuracy")
                .holding(0, 1)
                .line(new Series("perfect", new double[] {0, 1}, new double[] {0, 1}), "c7 dash");
        chart.line(raw.curve(scaled.isPresent() ? "before" : "model"), "c1");
        scaled.ifPresent(after -> chart.line(after.reliability.curve("after"), "c0"));
        return chart.draw();
    }

    private Tag counts() {
        Chart chart = new Chart("Answers of each confidence", "confidence", "answers").holding(0);
        chart.add(new Mark.Steps(heights(scaled.isPresent() ? "before" : "model", raw), "steps c1"));
        scaled.ifPresent(after -> chart.add(new Mark.Steps(heights("after", after.reliability), "steps c0")));
        return chart.draw();
    }

    private static Series heights(String name, Reliability reliability) {
        double[] heights = bins().mapToDouble(reliability::count).toArray();
        return Series.every(name, 1.0 / Reliability.BINS, heights);
    }

    private Tag table() {
        Reliability shown = scaled.map(Scaled::reliability).orElse(raw);
        String caption =
                scaled.isPresent() ? "Every bin with answers, after the temperature" : "Every bin with answers";
        Table table = new Table(caption, List.of("confidence", "answers", "mean confidence", "accuracy", "gap"));
        bins().filter(bin -> shown.count(bin) > 0)
                .forEach(bin -> table.row(
                        "%d to %d".formatted(bin * 10, bin * 10 + 10) + "\u202F%",
                        Numbers.count(shown.count(bin)),
                        Numbers.percent(shown.confidence(bin)),
                        Numbers.percent(shown.accuracy(bin)),
                        Numbers.percent(shown.accuracy(bin) - shown.confidence(bin))));
        return table.draw();
    }

    private static IntStream bins() {
        return IntStream.range(0, Reliability.BINS);
    }
}
