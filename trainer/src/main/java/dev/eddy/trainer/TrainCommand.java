package dev.eddy.trainer;

import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.report.Terminal;
import dev.eddy.trainer.search.Result;
import dev.eddy.trainer.search.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    @Mixin
    private TopicOptions topic;

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

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Fit once per seed, say 0,1,2, and print mean and deviation of every metric; the model files "
                    + "are FILE-N.onnx.")
    private List<Integer> seeds = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write metrics, parameters and epochs of each fit.")
    private Optional<Path> json;

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "fp16|half|int8",
            description = "Also write FILE.fp16.onnx or FILE.int8.onnx with coarser weights, or FILE.half.onnx, which "
                    + "computes in 16 bits too, and say how good they are and how far off; else "
                    + "export.variants of the experiment.")
    private List<Precision> variants = List.of();

    @Option(names = "--no-report", description = "Do not write FILE.html.")
    private boolean withoutReport;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = data.read(topic);
        Path file = out.orElse(Path.of(experiment.name() + ".onnx"));
        List<Result> results = new ArrayList<>();
        if (seeds.isEmpty()) {
            results.add(run(experiment.with(seed, threads), file));
        }
        for (int each : seeds) {
            results.add(run(experiment.with(Optional.of(each), threads), numbered(file, each)));
        }
        if (seeds.size() > 1) {
            Spread.lines(results).forEach(System.out::println);
        }
        if (json.isPresent()) {
            Result.write(json.get(), results);
        }
        return 0;
    }

    private Result run(Experiment experiment, Path file) throws IOException {
        Scope.threads(experiment.threads());
        Fitting fitting = new Fitting(experiment, data.load(experiment), System.out, Terminal.isWatched());
        Set<Precision> coarse = new TreeSet<>(variants.isEmpty() ? experiment.variants() : variants);
        coarse.remove(Precision.FP32);
        return new TrainingRun(fitting, new TrainingRun.Extras(coarse, !withoutReport))
                .write(new Target(file), restart);
    }

    private static Path numbered(Path file, int seed) {
        String name = String.valueOf(file.getFileName());
        int dot = name.endsWith(".onnx") ? name.length() - ".onnx".length() : name.length();
        return file.resolveSibling(name.substring(0, dot) + "-" + seed + name.substring(dot));
    }
}
