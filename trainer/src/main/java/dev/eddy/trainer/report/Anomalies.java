package dev.eddy.trainer.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The anomaly score of one example over time.
 *
 * @param example says which
 * @param scores one per step
 * @param secondsPerStep distance of two steps
 * @param spans what is labelled as abnormal
 * @param threshold a score above it raises an alarm
 */
public record Anomalies(String example, double[] scores, double secondsPerStep, List<Span> spans, double threshold)
        implements Section {

    /**
     * A stretch of steps.
     *
     * @param from first step
     * @param to step after the last
     */
    public record Span(int from, int to) {

        boolean holds(int step) {
            return step >= from && step < to;
        }
    }

    /** Copies the spans. */
    public Anomalies {
        spans = List.copyOf(spans);
    }

    @Override
    public String title() {
        return "Anomaly score: " + example;
    }

    @Override
    public Tag content() {
        TimeScale scale = scale();
        double step = secondsPerStep / scale.seconds();
        double end = (scores.length - 1) * step;
        Chart chart = new Chart("Score over time", scale.unit(), "score").wide();
        if (!spans.isEmpty()) {
            chart.add(new Mark.Shade(
                    "labelled abnormal",
                    spans.stream().map(span -> times(span, step)).toList()));
        }
        chart.line(Series.every("score", step, scores), "c0 bare thin")
                .line(
                        new Series("threshold", new double[] {0, end}, new double[] {threshold, threshold}),
                        "c3 dash bare");
        return Tag.of("div").add(Tag.styled("p", "say").text(said()), chart.draw());
    }

    private TimeScale scale() {
        return TimeScale.of((scores.length - 1) * secondsPerStep);
    }

    private double[] times(Span span, double step) {
        return new double[] {span.from * step, Math.min(span.to, scores.length - 1) * step};
    }

    private String said() {
        long found = spans.stream().filter(this::isFound).count();
        long normal = steps().filter(step -> !isLabelled(step)).count();
        long alarms = steps().filter(step -> !isLabelled(step) && scores[step] > threshold)
                .count();
        String outside =
                "%s of %s normal steps raised an alarm.".formatted(Numbers.count(alarms), Numbers.count(normal));
        return spans.isEmpty()
                ? outside
                : "%d of %d labelled stretches were found; %s".formatted(found, spans.size(), outside);
    }

    private boolean isFound(Span span) {
        return steps().anyMatch(step -> span.holds(step) && scores[step] > threshold);
    }

    private boolean isLabelled(int step) {
        return spans.stream().anyMatch(span -> span.holds(step));
    }

    private IntStream steps() {
        return IntStream.range(0, scores.length);
    }
}
