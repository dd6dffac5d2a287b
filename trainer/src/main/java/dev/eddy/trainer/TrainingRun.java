package dev.eddy.trainer;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Example;
import dev.eddy.trainer.fit.Fitter;
import dev.eddy.trainer.head.Head;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import dev.eddy.trainer.report.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One run from an experiment to a proven model file. */
final class TrainingRun {

    /** Real runs that the exported file is compared on, and the most steps of each. */
    private static final int PROOF_CASES = 24;

    private static final int PROOF_STEPS = 40;

    private final Experiment experiment;
    private final DataSet data;
    private final PrintStream out;
    private final boolean watched;

    /**
     * Prepares a run.
     *
     * @param experiment what to do
     * @param data what to do it with
     * @param out takes the report
     * @param watched whether somebody watches a terminal
     */
    TrainingRun(Experiment experiment, DataSet data, PrintStream out, boolean watched) {
        this.experiment = experiment;
        this.data = data;
        this.out = out;
        this.watched = watched;
    }

    /**
     * Fits, scores, exports and proves.
     *
     * @param target where the model file goes
     * @return what was measured on the test part, by name
     * @throws IOException when the file cannot be written
     */
    Map<String, Double> write(Path target) throws IOException {
        Model model = build();
        fit(model);
        List<Steps> test = cut(Split.TEST, model);
        Map<String, Double> metrics = score(model, test);
        ModelFile file = new ModelCard(experiment, data, metrics).file(model);
        file.write(target, proof(model, test)).forEach(line -> out.println("proof: " + line));
        out.printf(Locale.ROOT, "wrote %s (%d bytes)%n", target, file.bytes().length);
        return metrics;
    }

    private Model build() {
        int samples = experiment.window().length();
        NetworkSpec spec = new NetworkSpec(data.signal(), samples, experiment.network(), experiment.seed());
        Problems problems = new Problems(experiment.file().toString());
        Head head = experiment.head().build(data, experiment.window(), problems);
        spec.check(head.width(), problems);
        problems.throwIfAny();
        return new Model(new Network(spec), head);
    }

    private void fit(Model model) {
        Experiment.Protocol protocol = experiment.examples();
        Holdout parts = parts(model);
        List<Steps> runs = protocol.excerpts().of(parts.fitted());
        requireRuns(runs);
        model.observe(runs);
        List<Example> examples = Example.of(runs, model);
        List<Example> held = Example.of(protocol.excerpts().of(parts.held()), model);
        Evaluation evaluation = new Evaluation(protocol.scoring());
        Fitter fitter = new Fitter(model, experiment.fit(), evaluation, experiment.seed());
        out.printf(
                "%s: %d runs to fit, %d held out, %d parameters%n",
                experiment.name(), examples.size(), held.size(), model.network().size());
        int updates = fitter.updates(examples.size());
        try (Progress progress = watched ? Progress.bar(updates) : Progress.lines(out)) {
            fitter.fit(examples, held, progress);
        }
        if (!held.isEmpty()) {
            model.head().calibrate(evaluation.answers(model, held));
        }
    }

    /** The validation part of the data, where it has one; else some groups of the training part. */
    private Holdout parts(Model model) {
        List<Steps> train = cut(Split.TRAIN, model);
        List<Steps> validation = cut(Split.VALIDATION, model);
        return validation.isEmpty()
                ? Holdout.of(train, experiment.fit().validation(), experiment.seed())
                : new Holdout(train, validation);
    }

    private void requireRuns(List<Steps> runs) {
        Problems problems = new Problems(experiment.file().toString());
        problems.require(
                !runs.isEmpty(),
                "window.length %d must be shorter than the recordings, none of which fills a step; lower it"
                        .formatted(experiment.window().length()));
        problems.throwIfAny();
    }

    private Map<String, Double> score(Model model, List<Steps> test) {
        Map<String, Double> metrics = new TreeMap<>();
        experiment.test().forEach((name, protocol) -> {
            List<Example> examples = Example.of(protocol.excerpts().of(test), model);
            Outcome outcome = new Evaluation(protocol.scoring()).of(model, examples);
            outcome.metrics().forEach((metric, value) -> metrics.put(name + "." + metric, value));
            out.printf("test %s: %s over %d answers%n", name, outcome.line(), outcome.count());
        });
        return metrics;
    }

    private static Proof proof(Model model, List<Steps> test) {
        int every = Math.max(1, test.size() / PROOF_CASES);
        List<Proof.Case> cases = new ArrayList<>();
        for (int i = 0; i < test.size(); i += every) {
            Steps all = test.get(i);
            if (all.count() > 0) {
                Steps some = all.slice(0, Math.min(all.count(), PROOF_STEPS - cases.size() % 7));
                cases.add(new Proof.Case(some.key(), some.count(), some.values(), model.answer(some)));
            }
        }
        return new Proof(cases);
    }

    private List<Steps> cut(Split split, Model model) {
        return data.part(split)
                .map(recording ->
                        Cutter.cut(recording, experiment.window(), model.head().truth()))
                .toList();
    }
}
