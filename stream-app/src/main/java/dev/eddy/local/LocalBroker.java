package dev.eddy.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker of one node in this process, reachable from this machine only. Made for demonstrations and tests: it has
 * no security and its transactions time out quickly.
 *
 * <p>One thread starts and closes it; any may ask it.
 */
public final class LocalBroker implements AutoCloseable {

    /** The same for all, so that a directory can be opened again. */
    private static final String CLUSTER = "eddy-local-broker";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Optional<TemporaryFolder> temporary;

    private LocalBroker(KafkaRaftServer server, int port, Optional<TemporaryFolder> temporary) {
        this.server = server;
        this.bootstrapServers = BrokerProperties.HOST + ":" + port;
        this.temporary = temporary;
    }

    /**
     * A broker on a free port with a temporary directory, which close() deletes.
     *
     * @return a broker that answers
     */
    public static LocalBroker start() {
        TemporaryFolder folder = TemporaryFolder.create("eddy-broker");
        return start(folder.path(), 0, Map.of(), Optional.of(folder));
    }

    /**
     * A broker that keeps its topics.
     *
     * @param directory where they are kept; made if it is missing, and there may be topics in it already
     * @param port to listen on, or 0 for a free one
     * @param overrides broker properties of Kafka that win over ours
     * @return a broker that answers
     */
    public static LocalBroker start(Path directory, int port, Map<String, String> overrides) {
        return start(directory, port, overrides, Optional.empty());
    }

    private static LocalBroker start(
            Path directory, int port, Map<String, String> overrides, Optional<TemporaryFolder> temporary) {
        BrokerProperties settings = BrokerProperties.of(directory, port, overrides);
        try {
            Files.createDirectories(directory);
            format(directory, settings.node());
            return new LocalBroker(started(settings), settings.port(), temporary);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the local broker did not start on port " + settings.port() + " in " + directory + " ("
                            + e.getMessage() + "); both must be free and writable: give another port or directory",
                    e);
        }
    }

    private static KafkaRaftServer started(BrokerProperties settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** Writes the cluster id into a new directory; leaves one that has it alone. */
    private static void format(Path directory, int node) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(CLUSTER)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(Optional.empty())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setIgnoreFormatted(true)
                .run();
    }

    /**
     * Where clients find it.
     *
     * @return {@code host:port}
     */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Makes a topic, unless it is there, and waits until it can be written to.
     *
     * @param name of the topic
     * @param partitions how many, 1 or more
     */
    public void createTopic(String name, int partitions) {
        LedTopics.make(bootstrapServers, List.of(name), partitions, 1);
    }

    /** Waits until the broker is closed, by another thread or by a signal to the process. */
    public void awaitClose() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        temporary.ifPresent(TemporaryFolder::close);
    }
}
