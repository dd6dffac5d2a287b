package dev.eddy.app;

import dev.eddy.chaos.Campaign;
import dev.eddy.chaos.Fault;
import dev.eddy.chaos.Means;
import dev.eddy.chaos.Outcome;
import dev.eddy.chaos.Settings;
import dev.eddy.chaos.Tool;
import dev.eddy.cluster.KafkaTarget;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.source.SignalProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The fault campaign. */
@Command(
        name = "chaos",
        description = {
            "Kills, pauses, cuts off and damages brokers and instances of the stream app, each a process of its own on this "
                    + "machine, and changes models under them, while a seeded input goes on, and holds every committed "
                    + "prediction and dead letter against an offline run of the same input and the same switches, to the bit.",
            ""
        },
        footer = {
            "",
            "The same seed gives the same input and the same plan of faults. Exit code 1 if a record was missing, wrong or, "
                    + "under exactly_once, twice, if an instance ended by itself, or if it did not recover. Then the logs are "
                    + "kept."
        })
final class ChaosCommand implements Callable<Integer> {

    /**
     * Small, for there are many on one machine, and quick to start. The heap is there from the start: what grows after that
     * lies outside it.
     */
    private static final List<String> FLAGS =
            List.of("-Xms320m", "-Xmx320m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** What the input loses would not be the app's fault: its sender never gives up. */
    private static final Map<String, String> PATIENT =
            Map.of("delivery.timeout.ms", "900000", "max.block.ms", "900000");

    private static final Logger LOG = LoggerFactory.getLogger(ChaosCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seed",
            description = "Of the input and of the plan of faults; by default one that nobody has chosen.")
    private Optional<Long> seed;

    @Option(names = "--brokers", defaultValue = "1", description = "1 or 3 (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--instances",
            defaultValue = "3",
            description = "Instances of the stream app (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(names = "--keys", defaultValue = "20000", description = "Keys (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(names = "--partitions", defaultValue = "6", description = "Of every topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "Windows per second that the input gives (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--faults", defaultValue = "100", description = "The most faults (default: ${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--duration",
            defaultValue = "24h",
            description = "After this time no fault begins any more (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FAULT",
            description = "Some of: ${COMPLETION-CANDIDATES}; all by default.")
    private List<Fault> only = List.of(Fault.values());

    @Option(
            names = "--guarantee",
            defaultValue = "exactly_once",
            description = "exactly_once or at_least_once; under the latter duplicates must say the same again "
                    + "(default: ${DEFAULT-VALUE}).")
    private StreamOptions.Guarantee guarantee;

    @Option(
            names = "--session-timeout",
            defaultValue = "6s",
            description = "After which a silent instance is out of its group (default: ${DEFAULT-VALUE}).")
    private Duration sessionTimeout;

    @Option(
            names = "--transaction-timeout",
            defaultValue = "5s",
            description = "After which a silent instance's transaction is aborted (default: ${DEFAULT-VALUE}).")
    private Duration transactionTimeout;

    @Option(
            names = "--idle",
            defaultValue = "30s",
            description =
                    "How long the instances are watched at the end, while nothing comes in: they must use less than "
                            + "2 %% of a core each and begin no transaction; 0s to leave it out (default: ${DEFAULT-VALUE}).")
    private Duration idle;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures of every fault to this file.")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException {
        System.setProperty("eddy.kafka.log", "ERROR");
        Settings settings = settings();
        TemporaryFolder folder = TemporaryFolder.create("eddy-chaos");
        say(settings + ", logs in " + folder.path());
        Outcome outcome = new Campaign(settings, means(folder.path()), this::say).run();
        spec.commandLine().getOut().print(outcome.table());
        spec.commandLine().getOut().flush();
        if (json.isPresent()) {
            Files.writeString(json.get(), outcome.json());
        }
        if (outcome.right()) {
            folder.close();
            return spec.exitCodeOnSuccess();
        }
        say("NOT RIGHT with seed " + settings.seed() + ": see the lines above and the logs in " + folder.path());
        return spec.exitCodeOnExecutionException();
    }

    private Settings settings() {
        return new Settings(
                seed.orElseGet(System::nanoTime),
                keys,
                partitions,
                brokers,
                instances,
                rate,
                guarantee == StreamOptions.Guarantee.EXACTLY_ONCE,
                sessionTimeout,
                transactionTimeout,
                only,
                faults,
                duration,
                Tool.found(),
                idle);
    }

    static Means means(Path folder) throws IOException {
        byte[] digest = ShippedModel.digest();
        Path model = Files.write(folder.resolve("digest.onnx"), digest);
        List<String> command = new ArrayList<>(FLAGS);
        command.add(Main.class.getName());
        return new Means(
                folder,
                command,
                model,
                () -> OnnxModel.open(ModelFile.of(digest), Device.CPU),
                (servers, registry, topic) -> new SignalProducer(new KafkaTarget(servers, registry, PATIENT), topic),
                ChaosCommand::run);
    }

    /** What it says is of interest where it fails. */
    private static int run(List<String> args) {
        Ran ran = Ran.by(args);
        if (ran.exitCode() != 0) {
            LOG.warn("'eddy {}' ended with {}: {}", String.join(" ", args), ran.exitCode(), ran.text());
        }
        return ran.exitCode();
    }

    private void say(String what) {
        spec.commandLine().getErr().println("eddy: " + what);
        spec.commandLine().getErr().flush();
    }
}
