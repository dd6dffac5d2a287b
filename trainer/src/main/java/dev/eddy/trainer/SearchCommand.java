package dev.eddy.trainer;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.search.ExperimentTree;
import dev.eddy.trainer.search.Search;
import dev.eddy.trainer.search.SearchSpec;
import dev.eddy.trainer.search.Trial;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for good parameters on the training part. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Look for good parameters by random search with successive halving. Candidates are judged on "
                + "groups of the training part that they were not fitted on; the test part is not looked at. A search "
                + "that was broken off goes on where it was.")
final class SearchCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--out", paramLabel = "FILE.yaml", description = "The best one; by default <name>-best.yaml here.")
    private Optional<Path> out;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1", description = "Fits at a time, each a process.")
    private int jobs;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read();
        ExperimentTree tree = ExperimentTree.read(experiment.file()).in(data.folder(experiment));
        SearchSpec spec = spec(experiment, tree);
        Path target = out.orElse(Path.of(experiment.name() + "-best.yaml")).toAbsolutePath();
        Path folder = target.resolveSibling(experiment.name() + "-search");
        claim(folder, experiment.file());
        Fitting fitting = new Fitting(experiment, data.load(experiment), System.out, false);
        Search search = new Search(spec, tree, folds(spec, fitting), folder, System.out);
        Path best = search.run(data.trials(experiment, jobs), experiment.seed());
        Files.copy(best, target, StandardCopyOption.REPLACE_EXISTING);
        System.out.printf("wrote %s; all candidates are in %s%n", target, folder.resolve("results.csv"));
        return 0;
    }

    private static SearchSpec spec(Experiment experiment, ExperimentTree tree) {
        Problems problems = new Problems(experiment.file().toString());
        problems.require(
                experiment.search().isPresent(),
                "search is missing but must say what to look for; add for example search: {parameters: {fit.rate: "
                        + "{from: 1e-4, to: 1e-2, scale: log}}, trials: 20, halving: {rungs: [4, 12]}}");
        experiment.search().ifPresent(spec -> tree.check(spec.parameters().keySet(), problems));
        problems.throwIfAny();
        return experiment.search().orElseThrow();
    }

    /** One search per folder: its candidates are taken up again if it is still the same. */
    private static void claim(Path folder, Path experiment) throws IOException {
        Path owner = folder.resolve("search.yaml");
        Files.createDirectories(folder);
        if (Files.exists(owner) && Files.mismatch(owner, experiment) >= 0) {
            throw new FileSystemException(
                    folder.toString(), null, "is of another search; remove the folder or choose another --out");
        }
        Files.copy(experiment, owner, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The validation part that the data comes with, unless folds are asked for. */
    private static List<Trial.Fold> folds(SearchSpec spec, Fitting fitting) {
        if (fitting.hasValidation() && !spec.every()) {
            return List.of(new Trial.Fold(1, 1));
        }
        int groups = fitting.groups().names().size();
        Problems problems = new Problems(fitting.experiment().file().toString());
        problems.require(groups >= 2, "search needs at least two groups to hold one out but there is " + groups);
        problems.require(
                !spec.every() || spec.folds() <= groups,
                "search.folds must be at most %d, the groups of the training part, but was %d"
                        .formatted(groups, spec.folds()));
        problems.throwIfAny();
        int folds = Math.min(groups, spec.folds());
        return IntStream.rangeClosed(1, spec.every() ? folds : 1)
                .mapToObj(i -> new Trial.Fold(i, folds))
                .toList();
    }
}
