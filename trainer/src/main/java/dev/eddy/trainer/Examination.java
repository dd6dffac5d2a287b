package dev.eddy.trainer;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.Baseline;
import dev.eddy.trainer.head.Head;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.head.Tested;
import dev.eddy.trainer.report.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is found out about a fitted model on the test part: metrics, and the sections of a page. Not thread-safe. */
final class Examination {

    /** Windows of each protocol that are drawn. */
    private static final int WINDOWS = 4;

    private final Fitting fitting;
    private final Model model;
    private final Map<String, Baseline> baselines;
    private final Optional<Alarms> alarms;
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();

    private Examination(Fitting fitting, Model model) {
        this.fitting = fitting;
        this.model = model;
        this.baselines = model.head().baselines(() -> fitting.fitted(model));
        this.alarms = scoresAnomalies() ? Optional.of(Alarms.of(model, mostlyNormal())) : Optional.empty();
    }

    /** Tests a model in every way that its experiment names, and says how good it is. */
    static Examination of(Fitting fitting, Model model) {
        Examination examination = new Examination(fitting, model);
        fitting.experiment().test().forEach(examination::test);
        examination.anomalies();
        return examination;
    }

    /** All metrics of each way of testing, by the names of both. */
    Map<String, Map<String, Double>> metrics() {
        return new LinkedHashMap<>(metrics);
    }

    /** The same in one row: {@code protocol.metric}. */
    Map<String, Double> flat() {
        return flat(metrics);
    }

    /** By {@code protocol.metric} what was measured by protocol and metric. */
    static Map<String, Double> flat(Map<String, Map<String, Double>> metrics) {
        Map<String, Double> flat = new TreeMap<>();
        metrics.forEach((protocol, all) -> all.forEach((metric, value) -> flat.put(protocol + "." + metric, value)));
        return flat;
    }

    /** What a page shows. */
    List<Section> sections() {
        return List.copyOf(sections);
    }

    private void test(String name, Experiment.Protocol protocol) {
        List<Steps> runs = fitting.test(model, protocol.excerpts());
        Evaluation evaluation = new Evaluation(protocol.scoring());
        Answers answers = evaluation.answers(model, fitting.examples(runs, model));
        Map<String, Answers> simple = new TreeMap<>();
        baselines.forEach((baseline, it) -> simple.put(baseline, simple(it, evaluation, runs)));
        Map<String, Double> measured =
                new LinkedHashMap<>(model.head().judge(answers).metrics());
        simple.forEach((baseline, its) -> measured.put(
                "mse." + baseline, model.head().judge(its).metrics().getOrDefault("mse", Double.NaN)));
        alarms.ifPresent(all -> measured.putAll(all.metrics(runs)));
        metrics.put(name, measured);
        Outcome outcome = new Outcome(measured, 0, answers.count());
        fitting.out().printf("test %s: %s over %d answers%n", name, outcome.line(), outcome.count());
        sections.addAll(
                model.head().sections(new Tested(name, answers, simple, windows(evaluation, runs, answers.count()))));
    }

    private Answers simple(Baseline baseline, Evaluation evaluation, List<Steps> runs) {
        Head head = model.head();
        List<float[]> raw = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        evaluation.asked(runs).forEachOrdered(window -> {
            raw.add(baseline.raw(window, head));
            truth.add(head.aims(window));
        });
        return Answers.of(raw, truth);
    }

    /** Some windows at equal distances. */
    private static Map<Integer, Steps> windows(Evaluation evaluation, List<Steps> runs, int count) {
        Map<Integer, Steps> windows = new HashMap<>();
        int every = Math.max(1, count / WINDOWS);
        int[] place = {0};
        evaluation.asked(runs).forEachOrdered(window -> {
            if (place[0] % every == every / 2) {
                windows.put(place[0], window);
            }
            place[0]++;
        });
        return windows;
    }

    private boolean scoresAnomalies() {
        return model.head().outputs().get(0).kind() == OutputSpec.Kind.ANOMALY;
    }

    private List<Steps> mostlyNormal() {
        List<Steps> held = fitting.held(model);
        return held.isEmpty() ? fitting.fitted(model) : held;
    }

    private void anomalies() {
        alarms.flatMap(all -> all.example(fitting.test(model, Excerpts.WHOLE), fitting.secondsPerStep()))
                .ifPresent(sections::add);
    }
}
