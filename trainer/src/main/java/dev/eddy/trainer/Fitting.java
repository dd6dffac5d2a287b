package dev.eddy.trainer;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Entry;
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
import dev.eddy.trainer.report.EpochReport;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Progress;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
                .map(Entry::group)
                .toList());
    }

    /** A model with fresh weights. */
    Model build() {
        int samples = experiment.window().length();
        NetworkSpec spec = new NetworkSpec(
                experiment.window().given(data.signal()), samples, experiment.network(), experiment.seed());
        Problems problems = new Problems(experiment.file().toString());
        experiment.checkRate(data.signal(), problems);
        Head head = experiment.head().build(data, experiment.window(), problems);
        spec.check(head.width(), problems);
        experiment.fit().checkWatching(hasValidation(), problems);
        experiment.augment().check(data.signal().channels(), problems);
        problems.throwIfAny();
        Model model = new Model(new Network(spec), head);
        new Feasibility(this).check(model);
        return model;
    }

    /** Fits on the training part; the validation part of the data, else some groups, choose the best epoch. */
    Fitted fit(Model model, Leg leg) {
        return fit(model, groups(), leg);
    }

    /** Fits on some groups of the training part; as above, the best epoch is chosen on what is not among them. */
    Fitted fit(Model model, Groups groups, Leg leg) {
        return fit(model, groups.without(chosen(groups)), held(groups), leg);
    }

    /** Fits on some groups of the training part and chooses the best epoch on others. */
    Fitted fit(Model model, Groups fitted, Set<String> held, Leg leg) {
        return fit(model, fitted, within(held), leg);
    }

    /** What {@link #fit(Model, Leg)} fits the weights on. */
    List<Steps> fitted(Model model) {
        return train(
                groups().without(chosen(groups())), model, experiment.examples().excerpts());
    }

    /** What {@link #fit(Model, Leg)} chooses the best epoch on, possibly nothing. */
    List<Steps> held(Model model) {
        return runs(held(groups()), model, experiment.examples().excerpts());
    }

    private Predicate<Entry> held(Groups groups) {
        return hasValidation() ? entry -> entry.split() == Split.VALIDATION : within(chosen(groups));
    }

    /** The groups that are held out unless the data has a validation part. */
    private Set<String> chosen(Groups groups) {
        double share = hasValidation() ? 0 : experiment.fit().stopping().validation();
        return groups.held(share, experiment.seed());
    }

    private Fitted fit(Model model, Groups groups, Predicate<Entry> held, Leg leg) {
        Parts parts = parts(model, groups, held);
        Evaluation evaluation = new Evaluation(experiment.examples().scoring());
        Fitter fitter = new Fitter(model, experiment.fit(), evaluation, experiment.seed());
        double before = CpuTime.seconds();
        Merit merit = model.head().merit();
        int updates = fitter.updates(parts.fitted().size());
        try (Progress progress = watched ? Progress.bar(updates, merit) : Progress.lines(out, merit)) {
            List<EpochReport> reports = fitter.fit(parts, progress, leg);
            if (parts.held().size() > 0) {
                model.head().calibrate(evaluation.answers(model, parts.held()));
            }
            EpochReport.best(reports).ifPresent(best -> tellKept(best, model));
            return new Fitted(model, reports, CpuTime.seconds() - before);
        }
    }

    private void tellKept(EpochReport best, Model model) {
        out.printf(
                Locale.ROOT,
                "kept epoch %d: validation %s %.4f, loss %.4f%n",
                best.epoch(),
                model.head().merit().title(),
                model.head().merit().metric(best.validation().orElseThrow()),
                best.validationLoss().orElse(Double.NaN));
        model.head().constants().forEach((name, value) -> out.printf(Locale.ROOT, "%s %.4g%n", name, value));
    }

    private Parts parts(Model model, Groups groups, Predicate<Entry> held) {
        Excerpts excerpts = experiment.examples().excerpts();
        StoredRuns runs = runs(within(groups.names()), model, excerpts);
        Feasibility feasibility = new Feasibility(this);
        feasibility.checkFitted(runs.withoutValues());
        feasibility
                .leftOut(data.entries().stream().filter(within(groups.names())), runs.withoutValues())
                .forEach(out::println);
        model.observe(runs);
        Parts parts = new Parts(fitted(runs, model), examples(runs(held, model, excerpts), model));
        out.printf(
                "%s: %d runs to fit, %d held out, %d parameters%n",
                experiment.name(),
                parts.fitted().size(),
                parts.held().size(),
                model.network().size());
        return parts;
    }

    private static Predicate<Entry> within(Collection<String> groups) {
        Set<String> names = Set.copyOf(groups);
        return entry -> entry.split() == Split.TRAIN && names.contains(entry.group());
    }

    /** How far the windows of a recording are apart. */
    double secondsPerStep() {
        return experiment.window().hop() / data.signal().sampleRate();
    }

    /** Whether the data comes with a validation part of its own. */
    boolean hasValidation() {
        return data.entries().stream().anyMatch(entry -> entry.split() == Split.VALIDATION);
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
        return runs(entry -> entry.split() == Split.TEST, model, excerpts);
    }

    /** Some groups of the training part. */
    List<Steps> train(Groups groups, Model model, Excerpts excerpts) {
        return runs(within(groups.names()), model, excerpts);
    }

    /** Cuts some recordings; beyond the memory that the experiment allows their samples lie in a file. */
    private StoredRuns runs(Predicate<Entry> chosen, Model model, Excerpts excerpts) {
        Stream<LabelledRecording> recordings =
                excerpts.together().join(data.entries().stream().filter(chosen), experiment.window());
        Stream<Steps> runs = recordings.flatMap(
                recording -> excerpts
                        .of(Cutter.cut(
                                recording, experiment.window(), model.head().truth()))
                        .stream());
        return new StoredRuns(runs, experiment.fit().memory() / 2);
    }
}
