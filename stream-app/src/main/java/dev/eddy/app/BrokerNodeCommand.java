package dev.eddy.app;

import dev.eddy.local.LocalBroker;
import dev.eddy.local.TemporaryFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A bare broker in a process of its own, for those that kill it or share the machine with it. */
@Command(
        name = "broker-node",
        hidden = true,
        description = "Runs a bare broker on 127.0.0.1 until it is told to stop; prints 'ready HOST:PORT'.")
final class BrokerNodeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "0", description = "The port to listen on; 0 takes a free one.")
    private int port;

    @Option(names = "--dir", description = "Where topics are kept; a temporary folder by default.")
    private Optional<Path> directory;

    @Option(names = "--broker", paramLabel = "NAME=VALUE", description = "A property of the broker; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public void run() {
        TemporaryFolder folder = TemporaryFolder.create("eddy-broker");
        LocalBroker broker = LocalBroker.start(directory.orElse(folder.path()), port, overrides);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            folder.close();
        }));
        spec.commandLine().getOut().println("ready " + broker.bootstrapServers());
        spec.commandLine().getOut().flush();
        broker.awaitClose();
    }
}
