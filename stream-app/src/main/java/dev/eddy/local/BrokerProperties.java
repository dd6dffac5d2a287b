package dev.eddy.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What a broker needs to be told; without overrides it is one of its own.
 *
 * @param port on which it listens
 * @param properties of Kafka's broker
 */
record BrokerProperties(int port, Properties properties) {

    static final String HOST = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";
    private static final int NODE = 1;

    /** One node cannot replicate, waits for nobody, and shares the machine with what is being shown or tested. */
    private static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"));

    /**
     * The first write of a transaction to a partition may come while the one before is still being completed. The broker
     * then waits, for so long; a refusal would have the producer's later batches arrive before the refused one.
     */
    private static final Map<String, String> PATIENT_WRITES =
            Map.of("add.partitions.to.txn.retry.backoff.max.ms", "10000");

    /** A transaction left open by a process that died blocks readers until it is aborted: look for such ones often. */
    private static final Map<String, String> QUICK_FAILOVER = Map.of(
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
            "group.streams.min.session.timeout.ms", "6000",
            "group.streams.session.timeout.ms", "6000");

    static BrokerProperties of(Path directory, int port, Map<String, String> overrides) {
        int listener = port == 0 ? FreePort.take() : port;
        int controller = FreePort.take();
        String broker = "PLAINTEXT://" + HOST + ":" + listener;
        Properties properties = new Properties();
        properties.putAll(SINGLE_NODE);
        properties.putAll(QUICK_FAILOVER);
        properties.putAll(PATIENT_WRITES);
        properties.put("log.dirs", directory.toString());
        properties.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controller);
        properties.put("listeners", broker + ",CONTROLLER://" + HOST + ":" + controller);
        properties.put("advertised.listeners", broker);
        properties.putAll(overrides);
        return new BrokerProperties(listener, properties);
    }

    /** The number of this node. */
    int node() {
        return Integer.parseInt(properties.getProperty("node.id"));
    }
}
