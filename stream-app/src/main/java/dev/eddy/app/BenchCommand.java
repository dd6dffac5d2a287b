package dev.eddy.app;

import dev.eddy.bench.Bench;
import dev.eddy.bench.Comparison;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
            "Measures the stream app beside the designs that one would write first: same model, same input, one broker in a "
                    + "process of its own, exactly once, one stream thread, in turn for some rounds.",
            ""
        },
        footer = {
            "",
            "Figures of different runs do not compare, ratios inside a run do. Every prediction is counted and some keys "
                    + "are compared with an offline run to the bit: exit code 1 if a design was wrong."
        })
final class BenchCommand implements Callable<Integer> {

    private static final int PARTITIONS = 8;
    private static final int BATCH_LIMIT = 64;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model, an .onnx file with its manifest inside; the demo's by default.")
    private Optional<Path> model;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--keys", defaultValue = "2000", description = "Keys (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(names = "--windows", defaultValue = "20", description = "Windows per key (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--event-samples",
            defaultValue = "32",
            description = "Samples in one event (default: ${DEFAULT-VALUE}).")
    private int eventSamples;

    @Option(
            names = "--commit-every",
            defaultValue = "100ms",
            description = "Time between commits (default: ${DEFAULT-VALUE}).")
    private Duration commitEvery;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the signal (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures of every round to this file.")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be 1 or more but was " + rounds);
        }
        ModelFile file = model.map(it -> ModelFile.read(it, Optional.empty()))
                .orElseGet(() -> ModelFile.of(ShippedModel.vibration()));
        Bench.Size size = new Bench.Size(keys, windows, eventSamples, seed);
        say("model " + file.manifest().name() + ", " + size + ", " + rounds + " rounds and one to warm up");
        Comparison comparison = run(file, size);
        spec.commandLine().getOut().print(comparison.table());
        spec.commandLine().getOut().flush();
        if (json.isPresent()) {
            Files.writeString(json.get(), comparison.json());
        }
        return comparison.right() ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private Comparison run(ModelFile file, Bench.Size size) {
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-bench");
                BrokerProcess broker = BrokerProcess.start()) {
            StreamsProperties streams = new StreamsProperties(
                    "eddy-bench",
                    broker.bootstrapServers(),
                    folder.path(),
                    1,
                    commitEvery,
                    StreamsProperties.USUAL_STATE_MEMORY,
                    true);
            Bench.Kafka kafka = new Bench.Kafka(
                    broker.bootstrapServers(),
                    RegistryConfig.of("mock://eddy-bench"),
                    streams.with(Map.of()),
                    PARTITIONS);
            return new Bench(kafka, subject(file)).run(size, rounds, this::say);
        }
    }

    private static Bench.Subject subject(ModelFile file) {
        return new Bench.Subject(file.manifest(), () -> OnnxModel.open(file, Device.CPU), (recordings, out) -> {
            try (OnnxModel opened = OnnxModel.open(file, Device.CPU)) {
                new OfflineScorer(opened, BATCH_LIMIT)
                        .score(recordings, scored -> out.accept(scored.key(), scored.prediction()));
            }
        });
    }

    private void say(String what) {
        spec.commandLine().getErr().println("eddy: " + what);
        spec.commandLine().getErr().flush();
    }
}
