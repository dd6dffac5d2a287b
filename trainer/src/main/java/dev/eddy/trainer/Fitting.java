package dev.eddy.trainer;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.fit.AugmentedExamples;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Examples;
import dev.eddy.trainer.fit.Fitter;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.fit.Parts;
import dev.eddy.trainer.fit.StoredExamples;
import dev.eddy.trainer.fit.StoredRuns;
import dev.eddy.trainer.head.Head;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import dev.eddy.trainer.report.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One fit of an experiment.
 *
 * @param experiment what to do
 * @param data what to do it with; its recordings are opened one at a time and not kept
 * @param out takes the report
 * @param watched whether somebody watches a terminal
 */
record Fitting(Experiment experiment, DataSet data, PrintStream out, boolean watched) {

    /** The groups of the training part. */
    Groups groups() {
        return Groups.of(data.entries().stream()
                .filter(entry -> entry.split() == Split.TRAIN)
                .map(entry -> entry.group())
                .toList());
    }

    /** A model with fresh weights. */
    Model build() {
        int samples = experiment.window().length();
        NetworkSpec spec = new NetworkSpec(data.signal(), samples, experiment.network(), experiment.seed());
        Problems problems = new Problems(experiment.file().toString());
        Head head = experiment.head().build(data, experiment.window(), problems);
        spec.check(head.width(), problems);
        experiment.augment().check(data.signal().channels(), problems);
        problems.throwIfAny();
        return new Model(new Network(spec), head);
    }

    /** Fits on some groups of the training part; some of them are held out where the experiment wants to validate. */
    Fitted fit(Model model, Groups groups, Leg leg) {
        Set<String> held = groups.held(experiment.fit().stopping().validation(), experiment.seed());
        return fit(model, groups.without(held), held, leg);
    }

    /** Fits on some groups of the training part and chooses the best epoch on others. */
    Fitted fit(Model model, Groups fitted, Set<String> held, Leg leg) {
        Excerpts excerpts = experiment.examples().excerpts();
        List<Steps> runs = runs(Split.TRAIN, fitted.names()::contains, model, excerpts);
        requireRuns(runs);
        model.observe(runs);
        Parts parts =
                new Parts(fitted(runs, model), examples(runs(Split.TRAIN, held::contains, model, excerpts), model));
        out.printf(
                "%s: %d runs to fit, %d held out, %d parameters%n",
                experiment.name(),
                parts.fitted().size(),
                parts.held().size(),
                model.network().size());
        Evaluation evaluation = new Evaluation(experiment.examples().scoring());
        Fitter fitter = new Fitter(model, experiment.fit(), evaluation, experiment.seed());
        int updates = fitter.updates(parts.fitted().size());
        try (Progress progress = watched ? Progress.bar(updates) : Progress.lines(out)) {
            return new Fitted(model, fitter.fit(parts, progress, leg));
        }
    }

    private Examples fitted(List<Steps> runs, Model model) {
        return experiment.augment().isEmpty()
                ? examples(runs, model)
                : new AugmentedExamples(runs, model, experiment.window(), experiment.augment(), experiment.seed());
    }

    /** The features of some runs; beyond the memory that the experiment allows they lie in a file. */
    Examples examples(List<Steps> runs, Model model) {
        return new StoredExamples(runs, model, experiment.fit().memory() / 2);
    }

    /** The test part. */
    List<Steps> test(Model model, Excerpts excerpts) {
        return runs(Split.TEST, group -> true, model, excerpts);
    }

    /** Cuts some recordings; beyond the memory that the experiment allows their samples lie in a file. */
    private List<Steps> runs(Split split, Predicate<String> groups, Model model, Excerpts excerpts) {
        Stream<LabelledRecording> recordings = data.entries().stream()
                .filter(entry -> entry.split() == split && groups.test(entry.group()))
                .map(entry -> entry.open());
        Stream<Steps> runs = recordings.flatMap(recording ->
                excerpts
                        .of(List.of(Cutter.cut(
                                recording, experiment.window(), model.head().truth())))
                        .stream());
        return new StoredRuns(runs, experiment.fit().memory() / 2);
    }

    private void requireRuns(List<Steps> runs) {
        Problems problems = new Problems(experiment.file().toString());
        problems.require(
                !runs.isEmpty(),
                "window.length %d must be shorter than the recordings, none of which fills a step; lower it"
                        .formatted(experiment.window().length()));
        problems.throwIfAny();
    }
}
