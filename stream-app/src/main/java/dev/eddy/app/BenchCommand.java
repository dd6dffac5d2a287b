package dev.eddy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.bench.Bench;
import dev.eddy.bench.Comparison;
import dev.eddy.bench.Contender;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.offline.OfflineScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The performance table. */
@Command(
        name = "bench",
        description = {
            "Measures the stream app beside the designs that one would write first, and beside Apache Flink: same model, same"
                    + " input, exactly once, one broker, each in a process of its own, in turn for some rounds.",
            ""
        },
        footer = {
            "",
            "Where several models, numbers of keys or sizes of events are given, there is a table for each combination."
                    + " Figures of different runs do not compare, ratios inside a run do. Every prediction is counted and some"
                    + " keys are compared with an offline run to the bit: exit code 1 if a design was wrong."
        })
final class BenchCommand implements Callable<Integer> {

    private static final int BATCH_LIMIT = 64;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            split = ",",
            description = "The model, an .onnx file with its manifest inside; the demo's by default.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--designs",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes part: ${COMPLETION-CANDIDATES}; by default all that can but eddy-catch-up.")
    private List<Contender> designs = new ArrayList<>();

    @Option(
            names = "--flink",
            paramLabel = "FILE",
            description = "The class path of the Flink peer, stream-app/flink-peer/target/classpath once it is built.")
    private Optional<Path> flink;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "Rounds before them, for the virtual machines to compile what is hot; that takes longer than"
                    + " one would think (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--keys", split = ",", defaultValue = "2000", description = "Keys (default: ${DEFAULT-VALUE}).")
    private List<Integer> keys = new ArrayList<>();

    @Option(
            names = "--windows",
            defaultValue = "40000",
            description = "Windows in all, so many of each key as that makes (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--event-samples",
            split = ",",
            defaultValue = "32",
            description = "Samples in one event (default: ${DEFAULT-VALUE}).")
    private List<Integer> eventSamples = new ArrayList<>();

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Stream threads, and Flink's parallelism (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--commit-every",
            defaultValue = "100ms",
            description = "Time between commits, and Flink's checkpoints (default: ${DEFAULT-VALUE}).")
    private Duration commitEvery;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "The most heap that each process may have (default: ${DEFAULT-VALUE}).")
    private ByteSize heap;

    @Option(
            names = "--device",
            defaultValue = "cuda",
            description = "The GPU of eddy-on-gpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the signal (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures of every round to this file.")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException {
        Device gpu = gpu();
        Bench.Rounds turns = new Bench.Rounds(warmUp, rounds);
        List<Comparison> comparisons = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-bench")) {
            for (Path model : models.isEmpty() ? List.of(BenchServers.shippedModel(folder.path())) : models) {
                for (Bench.Size size : sizes()) {
                    comparisons.add(compare(folder.path(), model, size, turns, gpu));
                }
            }
        }
        if (json.isPresent()) {
            write(comparisons, json.get());
        }
        boolean right = comparisons.stream().allMatch(Comparison::right);
        return right ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private Device gpu() {
        Device gpu = Device.parse(device);
        if (gpu.kind() != Device.Kind.CUDA) {
            throw new IllegalArgumentException("--device must be cuda or cuda:N but was " + device
                    + ": leave eddy-on-gpu out of --designs where there is no GPU");
        }
        return gpu;
    }

    private static void write(List<Comparison> comparisons, Path file) throws IOException {
        Object figures = comparisons.stream().map(Comparison::figures).toList();
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    }

    private List<Bench.Size> sizes() {
        return keys.stream()
                .flatMap(some -> eventSamples.stream()
                        .map(samples -> new Bench.Size(some, Math.max(1, windows / Math.max(1, some)), samples, seed)))
                .toList();
    }

    private Comparison compare(Path folder, Path model, Bench.Size size, Bench.Rounds turns, Device gpu) {
        ModelFile file = ModelFile.read(model, Optional.empty());
        say("model " + file.manifest().name() + ", " + size + ", " + turns);
        BenchHost.Commits commits = new BenchHost.Commits(commitEvery, StreamOptions.Guarantee.EXACTLY_ONCE);
        try (BenchServers servers = BenchServers.start()) {
            BenchHost host =
                    new BenchHost(folder, flink, new BenchHost.Means(heap, gpu), servers.job(model, threads, commits));
            Comparison comparison = new Bench(
                            servers.kafka(), subject(file), new Bench.Field(host.contenders(designs), host::start))
                    .run(size, turns, this::say);
            spec.commandLine().getOut().println(comparison.table());
            spec.commandLine().getOut().flush();
            return comparison;
        }
    }

    static Bench.Subject subject(ModelFile file) {
        return new Bench.Subject(file.manifest(), () -> OnnxModel.open(file, Device.CPU), (recordings, out) -> {
            try (OnnxModel opened = OnnxModel.open(file, Device.CPU)) {
                new OfflineScorer(opened, BATCH_LIMIT)
                        .score(recordings, scored -> out.accept(scored.key(), scored.prediction()));
            }
        });
    }

    private void say(String what) {
        say(spec, what);
    }

    static void say(CommandSpec spec, String what) {
        spec.commandLine().getErr().println("eddy: " + what);
        spec.commandLine().getErr().flush();
    }
}
