package dev.eddy.app;

import dev.eddy.local.LocalBroker;
import dev.eddy.local.RegistryServer;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.topology.TopologySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kafka and a registry for whoever has none. */
@Command(
        name = "broker",
        description = {
            "Runs a Kafka broker, a schema registry and the topics that the other commands use by default, all on 127.0.0.1, until "
                    + "it is stopped (Ctrl-C). To try things with: one node, no security, not for production.",
            ""
        },
        footer = {
            "",
            "Example, in three terminals:",
            "  eddy broker --dir ~/eddy-broker",
            "  eddy run --model pump.onnx",
            "  eddy produce --input pump.wav --speed realtime",
            "With topics of your own beside the usual ones:",
            "  eddy broker --topic pumps=8 --topic pumps.predictions=8",
            "  eddy run --model pump.onnx --signals pumps --predictions pumps.predictions"
        })
final class BrokerCommand implements Runnable {

    /** Of the topics that it makes. */
    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "The port of the broker; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            description = "The port of the schema registry; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--dir",
            description = "Where topics and schemas are kept; by default a temporary folder that goes at the end.")
    private Optional<Path> directory;

    @Option(
            names = "--topic",
            paramLabel = "NAME[=PARTITIONS]",
            mapFallbackValue = "" + PARTITIONS,
            description = "Make this topic, too, unless it is there; may be repeated (partitions by default: "
                    + PARTITIONS + ").")
    private Map<String, Integer> more = new LinkedHashMap<>();

    @Override
    public void run() {
        Optional<TemporaryFolder> temporary =
                directory.isPresent() ? Optional.empty() : Optional.of(TemporaryFolder.create("eddy-broker"));
        Path folder = directory.or(() -> temporary.map(TemporaryFolder::path)).orElseThrow();
        RegistryServer registry = RegistryServer.keptIn(folder.resolve("schemas"), registryPort);
        registry.start();
        LocalBroker broker = LocalBroker.start(folder.resolve("topics"), port, Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            registry.close();
            temporary.ifPresent(TemporaryFolder::close);
        }));
        PrintWriter out = spec.commandLine().getOut();
        topics().forEach((topic, partitions) -> {
            broker.createTopic(topic, partitions);
            out.println("topic " + topic + " with " + partitions + " partition(s)");
        });
        out.println("registry " + registry.url());
        out.println("ready " + broker.bootstrapServers());
        out.flush();
        broker.awaitClose();
    }

    /** The usual ones, with as many partitions as was asked for, and others. */
    private Map<String, Integer> topics() {
        TopologySettings usual = TopologySettings.usual();
        Map<String, Integer> topics = new LinkedHashMap<>();
        List.of(usual.signals(), usual.predictions(), usual.deadLetters()).forEach(it -> topics.put(it, PARTITIONS));
        topics.putAll(more);
        return topics;
    }
}
