package dev.eddy.app;

import dev.eddy.local.JavaProcess;
import dev.eddy.local.TemporaryFolder;
import java.time.Duration;
import java.util.List;

/** A local broker in a process of its own, which goes when this is closed. One thread. */
final class BrokerProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final Duration START = Duration.ofMinutes(2);

    private final JavaProcess process;
    private final String bootstrapServers;
    private final TemporaryFolder folder;

    private BrokerProcess(JavaProcess process, TemporaryFolder folder) {
        this.process = process;
        this.folder = folder;
        this.bootstrapServers = process.awaitLine(READY, START).substring(READY.length());
    }

    static BrokerProcess start() {
        TemporaryFolder folder = TemporaryFolder.create("eddy-broker");
        List<String> args = List.of(
                "-Xmx1g",
                Main.class.getName(),
                "broker-node",
                "--dir=" + folder.path().resolve("topics"));
        return new BrokerProcess(JavaProcess.start(folder.path(), folder.path().resolve("broker.log"), args), folder);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        process.kill();
        folder.close();
    }
}
