package dev.eddy.app;

import dev.eddy.local.LocalBroker;
import dev.eddy.local.RegistryServer;
import dev.eddy.local.TemporaryFolder;
import dev.eddy.topology.TopologySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            "  eddy produce --input pump.wav --speed realtime"
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
        TopologySettings topics = TopologySettings.usual();
        List.of(topics.signals(), topics.predictions(), topics.deadLetters())
                .forEach(topic -> broker.createTopic(topic, PARTITIONS));
        say(broker, registry, topics);
        broker.awaitClose();
    }

    private void say(LocalBroker broker, RegistryServer registry, TopologySettings topics) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("topics " + topics.signals() + ", " + topics.predictions() + ", " + topics.deadLetters() + " with "
                + PARTITIONS + " partitions");
        out.println("registry " + registry.url());
        out.println("ready " + broker.bootstrapServers());
        out.flush();
    }
}
