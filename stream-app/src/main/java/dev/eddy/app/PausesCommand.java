package dev.eddy.app;

import dev.eddy.bench.PauseRun;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.JavaProcess;
import dev.eddy.local.LedTopics;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long predictions pause while models change. */
@Command(
        name = "pauses",
        description = {
            "Measures for how long the predictions of a key pause while another version of the model takes over with the"
                    + " hidden states that are there.",
            ""
        },
        footer = {
            "",
            "Two versions of one model take turns. What is told is the longest time between two predictions of a key: in the"
                    + " stretch of time in which a switch is ordered and done, and in one as long behind it. Each key has its windows at"
                    + " an even pace (--keys / --rate seconds), and more than that is a pause. The first 4 switches do not"
                    + " count. Broker, app, sender and readers share the machine."
        })
final class PausesCommand implements Callable<Integer> {

    private static final Duration START = Duration.ofMinutes(2);
    private static final String MODELS = "models";
    private static final PauseRun.Stream STREAM = new PauseRun.Stream("signals", "predictions");
    private static final String DEAD_LETTERS = "dead-letters";

    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchModelOption model;

    @Option(names = "--keys", defaultValue = "20", description = "Keys (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--rate",
            defaultValue = "400",
            description = "Windows per second, of all keys together (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--switches",
            defaultValue = "24",
            description = "How often the other version takes over (default: ${DEFAULT-VALUE}).")
    private int switches;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "How long one version scores at least (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PauseRun.Size size = new PauseRun.Size(keys, rate, switches, every);
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-pauses");
                BenchServers servers = BenchServers.start()) {
            Path file = model.file(folder.path());
            ModelFile served = ModelFile.read(file, Optional.empty());
            LedTopics.make(
                    servers.kafka().bootstrapServers(),
                    List.of(STREAM.signals(), STREAM.predictions(), DEAD_LETTERS),
                    servers.kafka().partitions(),
                    1);
            publish(servers, folder.path(), file, served);
            try (JavaProcess app = start(servers, folder.path(), file)) {
                app.awaitLine("is RUNNING", START);
                Turns turns = new Turns(
                        servers, served.manifest().name(), served.manifest().version());
                print(new PauseRun(servers.kafka(), served.manifest()).run(STREAM, size, turns));
            }
        }
        return spec.exitCodeOnSuccess();
    }

    /** The version beside a model's own. */
    private static String other(String version) {
        return version + "-other";
    }

    /** The model as it is, and once more under another version. */
    private static void publish(BenchServers servers, Path folder, Path file, ModelFile served) throws IOException {
        ModelManifest manifest = served.manifest();
        Path sidecar = Files.writeString(
                folder.resolve("other.json"), ManifestJson.write(manifest.withVersion(other(manifest.version()))));
        models(servers, "publish", file.toString());
        models(servers, "publish", file.toString(), "--manifest=" + sidecar);
    }

    private static JavaProcess start(BenchServers servers, Path folder, Path file) {
        return JavaProcess.start(
                folder,
                folder.resolve("app.log"),
                List.of(
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        Main.class.getName(),
                        "run",
                        "--model=" + file.toAbsolutePath(),
                        "--bootstrap-servers=" + servers.kafka().bootstrapServers(),
                        "--schema-registry=" + servers.kafka().registry().url(),
                        "--signals=" + STREAM.signals(),
                        "--predictions=" + STREAM.predictions(),
                        "--dead-letters=" + DEAD_LETTERS,
                        "--model-topic=" + MODELS,
                        "--state-dir=" + folder.resolve("state"),
                        "--admin-port=0"),
                Map.of("ORT_DISABLE_TELEMETRY", "1"));
    }

    /** Lets the two versions take turns. */
    private static final class Turns implements Runnable {

        private final BenchServers servers;
        private final String name;
        private final String version;
        private boolean otherIsOn;

        Turns(BenchServers servers, String name, String version) {
            this.servers = servers;
            this.name = name;
            this.version = version;
        }

        @Override
        public void run() {
            otherIsOn = !otherIsOn;
            String next = otherIsOn ? other(version) : version;
            models(servers, "promote", name, next, "--policy=carry", "--signals=" + STREAM.signals());
        }
    }

    private static void models(BenchServers servers, String... words) {
        List<String> args = new ArrayList<>(List.of("models"));
        args.addAll(List.of(words));
        args.add("--model-topic=" + MODELS);
        args.add("--bootstrap-servers=" + servers.kafka().bootstrapServers());
        Ran ran = Ran.by(args);
        if (ran.exitCode() != 0) {
            throw new IllegalStateException("'eddy " + String.join(" ", args) + "' must work but says: " + ran.text());
        }
    }

    private void print(PauseRun.Result result) {
        print("reader", "meanwhile", "gaps", "median ms", "99 % ms", "max ms");
        print("forwarded", "a switch", result.forwarded().switching());
        print("forwarded", "no switch", result.forwarded().quiet());
        print("committed", "a switch", result.committed().switching());
        print("committed", "no switch", result.committed().quiet());
    }

    private void print(String reader, String meanwhile, Histogram times) {
        print(
                reader,
                meanwhile,
                Long.toString(times.getTotalCount()),
                millis(times.getValueAtPercentile(50)),
                millis(times.getValueAtPercentile(99)),
                millis(times.getMaxValue()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private void print(Object... cells) {
        spec.commandLine().getOut().printf("%-11s %-10s %8s %10s %10s %10s%n", cells);
        spec.commandLine().getOut().flush();
    }
}
