package dev.eddy.app;

import dev.eddy.admin.AdminServer;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.LocalBroker;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.topology.TopologySettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job in one command, with nothing but this process. */
@Command(
        name = "demo",
        description = {
            "Shows it all in one process: a Kafka broker, machines that vibrate and now and then break, a model that listens "
                    + "to them, its predictions here and on a live page. Nothing is left behind.",
            ""
        },
        footer = {"", "Exit code 0 only if predictions came."})
final class DemoCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "1000000h",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Stop after this long, like 20s; by default when you press Ctrl-C.")
    private Duration patience;

    @Option(names = "--machines", defaultValue = "4", description = "How many machines (default: ${DEFAULT-VALUE}).")
    private int machines;

    @Option(
            names = "--admin-port",
            defaultValue = "0",
            description = "Port of the live page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    @Override
    public Integer call() {
        say("starting a Kafka broker in this process");
        TopologySettings usual = TopologySettings.usual();
        TopologySettings topics = new TopologySettings(
                usual.signals(),
                usual.predictions(),
                usual.deadLetters(),
                usual.bounds().inMemory());
        DemoSummary summary = run(topics);
        say(summary.toString());
        return summary.predictions() > 0 ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private DemoSummary run(TopologySettings topics) {
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-demo");
                LocalBroker broker = LocalBroker.start()) {
            broker.createTopic(topics.signals(), PARTITIONS);
            broker.createTopic(topics.predictions(), PARTITIONS);
            broker.createTopic(topics.deadLetters(), 1);
            KafkaTarget kafka =
                    new KafkaTarget(broker.bootstrapServers(), RegistryConfig.of("mock://eddy-demo"), Map.of());
            return run(kafka, topics, folder);
        }
    }

    private DemoSummary run(KafkaTarget kafka, TopologySettings topics, TemporaryFolder folder) {
        ModelFile model = ModelFile.of(ShippedModel.vibration());
        AdminServer.Address address = new AdminServer.Address("127.0.0.1", adminPort);
        AppSettings settings = settings(kafka, topics, model, folder);
        try (ServedApp served = ServedApp.start(settings, address);
                DemoMachines signals = DemoMachines.start(kafka, topics.signals(), machines)) {
            say(machines + " machines vibrate into the topic '" + topics.signals() + "', 1000 samples a second each");
            say("model " + model.manifest().name() + " " + model.manifest().version()
                    + " listens; live page: http://127.0.0.1:" + served.port() + "/");
            return watch(kafka, topics, signals);
        }
    }

    private static AppSettings settings(
            KafkaTarget kafka, TopologySettings topics, ModelFile model, TemporaryFolder folder) {
        StreamsProperties properties = new StreamsProperties(
                "eddy-demo",
                kafka.bootstrapServers(),
                folder.path(),
                1,
                Duration.ofMillis(100),
                StreamsProperties.USUAL_STATE_MEMORY,
                true);
        return new AppSettings(
                PipelineSettings.only(topics, model), BatchPolicy.CPU, kafka.registry(), properties.with(Map.of()));
    }

    /** Prints one prediction per machine and second. */
    private DemoSummary watch(KafkaTarget kafka, TopologySettings topics, DemoMachines signals) {
        DemoSummary summary = new DemoSummary(signals);
        PrintWriter out = spec.commandLine().getOut();
        try (PredictionReader reader = new PredictionReader(
                kafka, topics.predictions(), spec.commandLine().getErr()::println)) {
            reader.begin(true);
            reader.read(patience, prediction -> {
                if (summary.add(prediction)) {
                    out.println(PredictionText.line(prediction));
                    out.flush();
                }
                return !out.checkError();
            });
        }
        return summary;
    }

    private void say(String what) {
        spec.commandLine().getErr().println("eddy: " + what);
        spec.commandLine().getErr().flush();
    }
}
