package dev.eddy.trainer;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Ranking;
import dev.eddy.trainer.report.Anomalies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What an anomaly score is worth on labelled recordings. The first label is the normal one; a step without a label is
 * taken for normal.
 *
 * @param model whose one answer is a score
 * @param threshold a score above it raises an alarm
 */
record Alarms(Model model, double threshold) {

    /** The share of normal steps that raise no alarm. */
    private static final double QUIET = 0.99;

    /** Takes the threshold from steps that are mostly normal, held out of the fit if there are any such. */
    static Alarms of(Model model, List<Steps> steps) {
        return new Alarms(model, ranking(model, steps).quantile(QUIET));
    }

    /** The metrics of some runs. Without an abnormal step there is nothing to rank. */
    Map<String, Double> metrics(List<Steps> runs) {
        double area = ranking(model, runs).area();
        Map<String, Double> metrics = new TreeMap<>(Map.of("threshold", threshold, "auc", area));
        metrics.values().removeIf(value -> value.isNaN());
        return metrics;
    }

    /** The run with the most abnormal stretches. */
    Optional<Anomalies> example(List<Steps> runs, double secondsPerStep) {
        return runs.stream()
                .max(Comparator.comparingInt(run -> spans(run).size()))
                .map(run -> new Anomalies(run.key(), scores(model, run), secondsPerStep, spans(run), threshold));
    }

    private static List<Anomalies.Span> spans(Steps run) {
        List<Anomalies.Span> spans = new ArrayList<>();
        int from = 0;
        for (int step = 1; step <= run.count(); step++) {
            if (step == run.count() || isAbnormal(run, step) != isAbnormal(run, from)) {
                if (isAbnormal(run, from)) {
                    spans.add(new Anomalies.Span(from, step));
                }
                from = step;
            }
        }
        return spans;
    }

    private static Ranking ranking(Model model, List<Steps> runs) {
        List<double[]> normal = new ArrayList<>();
        List<double[]> abnormal = new ArrayList<>();
        for (Steps run : runs) {
            double[] scores = scores(model, run);
            normal.add(pick(run, scores, false));
            abnormal.add(pick(run, scores, true));
        }
        return new Ranking(joined(normal), joined(abnormal));
    }

    private static double[] scores(Model model, Steps run) {
        float[] answers = model.answer(run);
        return IntStream.range(0, answers.length).mapToDouble(i -> answers[i]).toArray();
    }

    private static double[] pick(Steps run, double[] scores, boolean abnormal) {
        return IntStream.range(0, run.count())
                .filter(step -> isAbnormal(run, step) == abnormal)
                .mapToDouble(step -> scores[step])
                .toArray();
    }

    private static boolean isAbnormal(Steps run, int step) {
        return run.labels()[step] > 0;
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
    }
}
