package dev.eddy.trainer;

import dev.eddy.trainer.data.DataHash;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.fit.Checkpoint;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.search.AnswersFile;
import dev.eddy.trainer.search.Job;
import dev.eddy.trainer.search.Result;
import dev.eddy.trainer.search.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One fit on the training part, a fold held out; never sees the test part. For crossval and search alone. */
@Command(name = "trial", hidden = true, description = "One fit of crossval or search.")
final class TrialCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--fold", required = true, description = "Which fold is held out, from 1.")
    private int fold;

    @Option(names = "--folds", required = true, description = "How many there are; 1 for none.")
    private int folds;

    @Option(names = "--purpose", required = true, description = "What the fold is for.")
    private Trial.Purpose purpose;

    @Option(names = "--until", required = true, description = "Last epoch.")
    private int until;

    @Option(names = "--folder", required = true, description = "Where checkpoint and results go.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read();
        Scope.threads(experiment.threads());
        Fitting fitting = new Fitting(experiment, data.load(experiment), System.out, false);
        Trial trial = new Trial("", experiment.file(), folder, new Trial.Fold(fold, folds), purpose);
        Checkpoint checkpoint = new Checkpoint(
                folder.resolve("checkpoint"),
                Fingerprint.of(experiment, DataHash.of(fitting.data()), "fold %d of %d".formatted(fold, folds)));
        Result result = run(fitting, trial, new Leg(Optional.of(checkpoint), until));
        Result.write(Job.result(folder), List.of(result));
        return 0;
    }

    private Result run(Fitting fitting, Trial trial, Leg leg) throws IOException {
        Set<String> chosen = folds == 1
                ? Set.of()
                : fitting.groups().fold(folds, fold, fitting.experiment().seed());
        Groups others = fitting.groups().without(chosen);
        boolean validates = purpose == Trial.Purpose.VALIDATE && folds > 1;
        Model model = fitting.build();
        Fitted fitted = validates ? fitting.fit(model, others, chosen, leg) : fitting.fit(model, others, leg);
        Map<String, Double> metrics =
                purpose == Trial.Purpose.SCORE ? score(fitting, fitted, Groups.of(chosen), trial) : Map.of();
        return new Result(
                fitting.experiment().seed(), metrics, model.network().size(), fitted.cpuSeconds(), fitted.reports());
    }

    private static Map<String, Double> score(Fitting fitting, Fitted fitted, Groups groups, Trial trial)
            throws IOException {
        Map<String, Double> metrics = new TreeMap<>();
        for (Map.Entry<String, Experiment.Protocol> entry :
                fitting.experiment().test().entrySet()) {
            Experiment.Protocol protocol = entry.getValue();
            List<Steps> runs = fitting.train(groups, fitted.model(), protocol.excerpts());
            Answers answers =
                    new Evaluation(protocol.scoring()).answers(fitted.model(), fitting.examples(runs, fitted.model()));
            new AnswersFile(trial.answers(entry.getKey())).write(answers);
            Outcome outcome = fitted.model().head().judge(answers);
            outcome.metrics().forEach((metric, value) -> metrics.put(entry.getKey() + "." + metric, value));
        }
        return metrics;
    }
}
