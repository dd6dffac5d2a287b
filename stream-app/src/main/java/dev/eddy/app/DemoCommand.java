package dev.eddy.app;

import dev.eddy.admin.AdminServer;
import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.ModelFile;
import dev.eddy.local.LocalBroker;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.serving.AppSettings;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.serving.ServedApp;
import dev.eddy.serving.StreamsProperties;
import dev.eddy.source.DemoMachines;
import dev.eddy.topology.TopologySettings;
import dev.eddy.watch.PredictionReader;
import dev.eddy.watch.PredictionText;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        footer = {"", "Exit code 0 only if predictions came; 130 after Ctrl-C and 143 after SIGTERM."})
final class DemoCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;

    /** So often it is seen that it is to end. */
    private static final Duration LOOK_UP = Duration.ofMillis(200);

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
        try (Ending ending = Ending.onSignal()) {
            DemoSummary summary = run(topics, ending);
            say(summary.toString());
            say("next: your own signals and models, with 'eddy broker' or with a Kafka of your own: see README.md");
            return summary.predictions() > 0 ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
        }
    }

    private DemoSummary run(TopologySettings topics, Ending ending) {
        try (TemporaryFolder folder = TemporaryFolder.create("eddy-demo");
                LocalBroker broker = LocalBroker.start()) {
            broker.createTopic(topics.signals(), PARTITIONS);
            broker.createTopic(topics.predictions(), PARTITIONS);
            broker.createTopic(topics.deadLetters(), 1);
            KafkaTarget kafka =
                    new KafkaTarget(broker.bootstrapServers(), RegistryConfig.of("mock://eddy-demo"), Map.of());
            return run(kafka, topics, folder.path(), ending);
        }
    }

    private DemoSummary run(KafkaTarget kafka, TopologySettings topics, Path states, Ending ending) {
        ModelFile model = ModelFile.of(ShippedModel.vibration());
        AdminServer.Address address = new AdminServer.Address("127.0.0.1", adminPort);
        AppSettings settings = settings(kafka, topics, model, states);
        try (ServedApp served = ServedApp.start(settings, address);
                DemoMachines signals = DemoMachines.start(kafka, topics.signals(), machines)) {
            say(machines + " machines vibrate into the topic '" + topics.signals() + "', 1000 samples a second each");
            say("model " + model.manifest().name() + " " + model.manifest().version()
                    + " listens; live page: http://127.0.0.1:" + served.port() + "/");
            DemoSummary summary = new DemoSummary(signals);
            watch(kafka, topics.predictions(), summary, ending);
            return summary;
        }
    }

    private static AppSettings settings(KafkaTarget kafka, TopologySettings topics, ModelFile model, Path states) {
        StreamsProperties properties = new StreamsProperties(
                "eddy-demo",
                kafka.bootstrapServers(),
                states,
                1,
                Duration.ofMillis(100),
                StreamsProperties.USUAL_STATE_MEMORY,
                true);
        return new AppSettings(
                PipelineSettings.only(topics, model), BatchPolicy.CPU, kafka.registry(), properties.with(Map.of()));
    }

    /** Prints one prediction per machine and second. */
    private void watch(KafkaTarget kafka, String predictions, DemoSummary summary, Ending ending) {
        PrintWriter out = spec.commandLine().getOut();
        try (PredictionReader reader =
                new PredictionReader(kafka, predictions, spec.commandLine().getErr()::println)) {
            reader.begin(true);
            while (!ending.wished() && !out.checkError() && summary.age().compareTo(patience) < 0) {
                reader.read(LOOK_UP, prediction -> {
                    if (summary.add(prediction)) {
                        out.println(PredictionText.line(prediction));
                    }
                    return !out.checkError();
                });
            }
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println("eddy: " + what);
        spec.commandLine().getErr().flush();
    }
}
