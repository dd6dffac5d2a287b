package dev.eddy.trainer.head;

import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges what a model file tells people, on any data that knows the truth. Unlike a {@link Head} it knows nothing of how
 * the model was fitted: errors are in the units of the data.
 *
 * @param outputs of the file; the first one is judged
 * @param labels of the data
 * @param targets how many numbers the data knows of every sample
 */
public record ServedHead(List<OutputSpec> outputs, List<String> labels, int targets) {

    /**
     * Checks that a model and some data go together.
     *
     * @param manifest of the file
     * @param data what it is judged on
     * @param problems takes what does not fit
     * @return the judge
     */
    public static ServedHead of(ModelManifest manifest, DataSet data, Problems problems) {
        problems.require(
                manifest.signal().equals(data.signal()),
                "the model reads %s but %s holds %s; use data of the same channels and rate"
                        .formatted(manifest.signal(), data.name(), data.signal()));
        ServedHead head =
                new ServedHead(manifest.outputs(), data.labels(), data.targets().size());
        head.check(data.name(), problems);
        return head;
    }

    private void check(String data, Problems problems) {
        OutputSpec told = outputs.get(0);
        switch (told.kind()) {
            case CLASSIFICATION ->
                problems.require(
                        !labels.isEmpty() && told.labels().containsAll(labels),
                        "%s must be labelled with %s, which the model knows, but its labels are %s; rename them"
                                .formatted(data, told.labels(), labels));
            case REGRESSION ->
                problems.require(
                        told.size() == targets,
                        "%s must have %d targets as the model estimates but has %d; name them in data.targets"
                                .formatted(data, told.size(), targets));
            case ANOMALY ->
                problems.require(
                        labels.size() > 1,
                        "%s must have a normal label, the first, and others, but its labels are %s; label what is abnormal"
                                .formatted(data, labels));
            case FORECAST -> {}
            case RAW ->
                problems.add(
                        "outputs[0].kind is raw, of which nobody knows what it means; judge a model of another kind");
        }
    }

    /**
     * What a step is compared with.
     *
     * @return the truth, in the units of the data
     */
    public Truth truth() {
        OutputSpec told = outputs.get(0);
        return switch (told.kind()) {
            case CLASSIFICATION, ANOMALY, RAW -> Truth.label();
            case REGRESSION -> Truth.targets(targets);
            case FORECAST ->
                Truth.ahead(told.shape().get(0), told.size() / told.shape().get(0));
        };
    }

    /**
     * Compares with the truth.
     *
     * @param told all outputs of each step side by side, and the truth of it
     * @return the metrics of the first output
     */
    public Outcome judge(Answers told) {
        return switch (outputs.get(0).kind()) {
            case CLASSIFICATION ->
                ClassOutcome.of(classes(told), outputs.get(0).labels().size(), 1);
            case REGRESSION, FORECAST -> errors(told);
            case ANOMALY, RAW -> ranked(told);
        };
    }

    /** A softmax of logarithms gives the probabilities back. */
    private Answers classes(Answers told) {
        List<String> known = outputs.get(0).labels();
        List<float[]> logarithms = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        for (int step = 0; step < told.count(); step++) {
            float[] scores = part(told, step, 0);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) Math.log(Math.max(scores[i], Float.MIN_NORMAL));
            }
            logarithms.add(scores);
            truth.add(new float[] {known.indexOf(labels.get((int) told.truth(step)))});
        }
        return Answers.of(logarithms, truth);
    }

    private Outcome errors(Answers told) {
        Answers estimates = output(told, 0);
        Outcome outcome = ErrorOutcome.of(estimates);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rmse", Math.sqrt(outcome.metrics().getOrDefault("mse", Double.NaN)));
        metrics.put("mae", outcome.metrics().getOrDefault("mae", Double.NaN));
        metrics.put("r2", outcome.metrics().getOrDefault("r2", Double.NaN));
        if (outputs.size() > 2) {
            metrics.put("coverage", covered(output(told, 1), output(told, 2)));
        }
        return new Outcome(metrics, outcome.merit(), told.count());
    }

    private static double covered(Answers lower, Answers upper) {
        int within = 0;
        for (int i = 0; i < lower.truth().length; i++) {
            boolean holds = lower.raw()[i] <= lower.truth()[i] && lower.truth()[i] <= upper.raw()[i];
            within += holds ? 1 : 0;
        }
        return (double) within / Math.max(1, lower.truth().length);
    }

    private Outcome ranked(Answers told) {
        List<Double> normal = new ArrayList<>();
        List<Double> abnormal = new ArrayList<>();
        for (int step = 0; step < told.count(); step++) {
            (told.truth(step) > 0 ? abnormal : normal).add((double) told.raw(step)[0]);
        }
        double area = new Ranking(array(normal), array(abnormal)).area();
        return new Outcome(Map.of("auc", area), area, told.count());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Answers output(Answers told, int output) {
        List<float[]> parts = new ArrayList<>();
        for (int step = 0; step < told.count(); step++) {
            parts.add(part(told, step, output));
        }
        return new Answers(Answers.of(parts, List.of()).raw(), told.truth(), told.count());
    }

    private float[] part(Answers told, int step, int output) {
        int from =
                outputs.subList(0, output).stream().mapToInt(OutputSpec::size).sum();
        return Arrays.copyOfRange(
                told.raw(step), from, from + outputs.get(output).size());
    }
}
