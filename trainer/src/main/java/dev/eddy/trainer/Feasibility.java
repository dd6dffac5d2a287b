package dev.eddy.trainer;

import dev.eddy.model.StateSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelTrack;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.Merit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds out before hours of fitting whether anything can come of it.
 *
 * @param fitting what is to be fitted on what
 */
record Feasibility(Fitting fitting) {

    private static final int NAMED = 5;

    /** A model with memory must see every sample once, in its turn. */
    void check(Model model) {
        WindowSpec window = fitting.experiment().window();
        if (window.hop() == window.length()) {
            return;
        }
        StreamGraph graph = new StreamGraph(
                "trial", window.length(), window.given(fitting.data().signal()).channels());
        model.export(graph);
        List<String> states = graph.states().stream()
                .map(StateSpec::input)
                .map(name -> name.replaceFirst("_in$", ""))
                .toList();
        Problems problems = problems();
        problems.require(
                states.isEmpty(),
                ("window.hop %d must be window.length %d, because layers carry hidden state from window to window: %s; "
                                + "set window.hop to %d, or give those layers context: window")
                        .formatted(window.hop(), window.length(), states, window.length()));
        problems.throwIfAny();
    }

    /** There must be something to fit on. */
    void checkFitted(List<Steps> runs) {
        Problems problems = problems();
        problems.require(
                !runs.isEmpty(),
                "window.length %d must be shorter than the recordings, none of which fills a step; lower it"
                        .formatted(fitting.experiment().window().length()));
        problems.require(
                runs.isEmpty() || counts(runs, fitting.experiment().examples()),
                "examples must name steps to fit on but of none that counts the truth is known; label the training part, "
                        + "lower examples.from, or set examples.score to every");
        problems.throwIfAny();
    }

    /** What nothing is learnt from, in words. */
    List<String> leftOut(Stream<Entry> recordings, List<Steps> runs) {
        if (fitting.experiment().examples().excerpts().together().recordings() > 1) {
            return List.of();
        }
        Evaluation evaluation = new Evaluation(fitting.experiment().examples().scoring());
        Set<String> cut = new HashSet<>();
        Set<String> counting = new HashSet<>();
        for (Steps run : runs) {
            cut.add(run.key());
            if (evaluation.places(run).findAny().isPresent()) {
                counting.add(run.key());
            }
        }
        List<String> all = recordings.map(Entry::key).toList();
        List<String> lines = new ArrayList<>();
        int length = fitting.experiment().window().length();
        tell("shorter than a window of %d samples".formatted(length), all, key -> !cut.contains(key), lines);
        tell(
                "without a step that counts and whose truth is known",
                all,
                key -> cut.contains(key) && !counting.contains(key),
                lines);
        return lines;
    }

    private static void tell(String what, List<String> all, Predicate<String> chosen, List<String> lines) {
        List<String> keys = all.stream().filter(chosen).toList();
        if (!keys.isEmpty()) {
            String some = keys.stream().limit(NAMED).collect(Collectors.joining(", "));
            lines.add("nothing is learnt from %d of %d recordings, %s: %s%s"
                    .formatted(keys.size(), all.size(), what, some, keys.size() > NAMED ? ", …" : ""));
        }
    }

    /** Every label must be there to be learnt, and every way of testing must have something to test. */
    void checkParts(Model model) {
        Problems problems = problems();
        if (model.head().merit() == Merit.ACCURACY) {
            checkLabels(problems);
        }
        fitting.experiment().test().forEach((name, protocol) -> {
            List<Steps> runs = fitting.test(model, protocol.excerpts());
            problems.require(
                    !runs.isEmpty(),
                    "test.%s needs recordings of at least window.length %d samples in the test part but there are none; lower window.length, or hold more out"
                            .formatted(name, fitting.experiment().window().length()));
            problems.require(
                    runs.isEmpty() || counts(runs, protocol),
                    "test.%s must score a step of the test part but none of its %d runs has one that counts and whose truth is known; add to the test part, or lower window.length or test.%s.from"
                            .formatted(name, runs.size(), name));
        });
        problems.throwIfAny();
    }

    private void checkLabels(Problems problems) {
        Set<Integer> seen = fitting.data()
                .part(Split.TRAIN)
                .flatMap(recording -> recording.track().spans().stream().map(LabelTrack.Span::label))
                .collect(Collectors.toSet());
        List<String> all = fitting.data().labels();
        List<String> missing = IntStream.range(0, all.size())
                .filter(label -> !seen.contains(label))
                .mapToObj(all::get)
                .toList();
        problems.require(
                missing.isEmpty(),
                "data must have each of the labels %s in its training part but has no sample of %s there; add such recordings, remove the label, or change how the data is split"
                        .formatted(all, missing));
    }

    private static boolean counts(List<Steps> runs, Experiment.Protocol protocol) {
        Evaluation evaluation = new Evaluation(protocol.scoring());
        return runs.stream().anyMatch(run -> evaluation.places(run).findAny().isPresent());
    }

    private Problems problems() {
        return new Problems(fitting.experiment().file().toString());
    }
}
