package dev.eddy.trainer;

import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a model, scores it on the test part, exports and proves it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Fit a model, score it on the test part, export it as ONNX and prove the file.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--out", paramLabel = "FILE.onnx", description = "The model file; by default <name>.onnx here.")
    private Optional<Path> out;

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the experiment's seed.")
    private Optional<Integer> seed;

    @Option(names = "--threads", paramLabel = "N", description = "Instead of the experiment's threads.")
    private Optional<Integer> threads;

    @Option(
            names = "--restart",
            description = "Begin anew; otherwise a fit that was broken off is continued from FILE.onnx.checkpoint.")
    private boolean restart;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read().with(seed, threads);
        Scope.threads(experiment.threads());
        Target target = new Target(out.orElse(Path.of(experiment.name() + ".onnx")));
        Fitting fitting = new Fitting(experiment, data.load(experiment), System.out, Terminal.isWatched());
        new TrainingRun(fitting).write(target, restart);
        return 0;
    }
}
