package dev.eddy.trainer;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.head.Head;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.search.Crossval;
import dev.eddy.trainer.search.Result;
import dev.eddy.trainer.search.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits once per fold of the training part and scores each fit on the groups that it has not seen. */
@Command(
        name = "crossval",
        mixinStandardHelpOptions = true,
        description = "Cross-validate on the training part: fit once per fold, score on the groups that were held out. "
                + "A group is never divided; the test part is not looked at.")
final class CrossvalCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    /** Two ways of dividing the groups. */
    static final class Division {

        @Option(names = "--folds", paramLabel = "K", description = "Divide the groups into K folds.")
        private int folds;

        @Option(names = "--leave-one-group-out", description = "Hold out one group at a time.")
        private boolean each;
    }

    @ArgGroup(multiplicity = "1")
    private Division division;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1", description = "Fits at a time, each a process.")
    private int jobs;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what was measured in each fold.")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read();
        Fitting fitting = new Fitting(experiment, data.load(experiment), System.out, false);
        int folds = folds(fitting);
        try (Crossval crossval = new Crossval(experiment.file(), folds, data.trials(experiment, jobs))) {
            List<Result> results = crossval.run(experiment.fit().epochs());
            print(fitting, results);
            merge(fitting, crossval);
            if (json.isPresent()) {
                Result.write(json.get(), results);
            }
        }
        return 0;
    }

    private int folds(Fitting fitting) {
        int groups = fitting.groups().names().size();
        int folds = division.each ? groups : division.folds;
        Problems problems = new Problems(fitting.experiment().file().toString());
        problems.require(
                folds >= 2 && folds <= groups,
                "--folds must be in 2..%d, the groups of the training part, but was %d".formatted(groups, folds));
        problems.throwIfAny();
        return folds;
    }

    private static void print(Fitting fitting, List<Result> results) {
        int seed = fitting.experiment().seed();
        for (int i = 0; i < results.size(); i++) {
            Set<String> held = new TreeSet<>(fitting.groups().fold(results.size(), i + 1, seed));
            System.out.printf("fold %d of %d, held out %s%n", i + 1, results.size(), held);
            results.get(i)
                    .metrics()
                    .forEach((name, value) -> System.out.printf(Locale.ROOT, "  %s %.4f%n", name, value));
        }
        Spread.lines(results).forEach(System.out::println);
    }

    /** Raw answers are of one kind only where no head has learnt a scale of its own from its folds. */
    private static void merge(Fitting fitting, Crossval crossval) throws IOException {
        Head head = fitting.build().head();
        if (head.outputs().stream().anyMatch(output -> output.kind() != OutputSpec.Kind.CLASSIFICATION)) {
            return;
        }
        for (String protocol : fitting.experiment().test().keySet()) {
            Outcome outcome = head.judge(crossval.merged(protocol));
            System.out.printf("merged %s: %s over %d answers%n", protocol, outcome.line(), outcome.count());
        }
    }
}
