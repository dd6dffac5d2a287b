package dev.eddy.chaos;

import dev.eddy.local.FreePort;
import dev.eddy.local.LedTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;

/**
 * Brokers in processes of their own, one or a quorum of three. Every instance, and who changes models, has a door of its own to
 * each of them, which leads through a cable, so that one can be cut off while all others go on. Any thread may call.
 */
final class Brokers implements AutoCloseable {

    private static final String HOST = "127.0.0.1:";
    private static final int TRANSACTION_PARTITIONS = 4;
    private static final Duration START = Duration.ofMinutes(2);

    private final List<Node> nodes = new ArrayList<>();

    /** A broker, its port for the campaign, and its doors for the instances. */
    private record Node(Member member, int port, List<Door> doors) {}

    private record Door(int port, int entrance, Cable cable) {}

    Brokers(Means means, int count, int entrances) {
        List<Integer> controllers =
                IntStream.range(0, count).mapToObj(it -> FreePort.take()).toList();
        for (int i = 0; i < count; i++) {
            List<Door> doors =
                    IntStream.range(0, entrances).mapToObj(it -> door()).toList();
            int port = FreePort.take();
            Path folder = means.folder().resolve("broker-" + (i + 1));
            Map<String, String> properties = properties(i, port, controllers, doors);
            nodes.add(new Node(new Member("broker-" + (i + 1), means, args(port, folder, properties)), port, doors));
        }
    }

    private static Door door() {
        int port = FreePort.take();
        int entrance = FreePort.take();
        return new Door(port, entrance, Cable.lay(entrance, port));
    }

    private static List<String> args(int port, Path folder, Map<String, String> properties) {
        List<String> args = new ArrayList<>(List.of("broker-node", "--port=" + port, "--dir=" + folder));
        properties.forEach((name, value) -> args.add("--broker=" + name + "=" + value));
        return args;
    }

    private static Map<String, String> properties(int i, int port, List<Integer> controllers, List<Door> doors) {
        Map<String, String> properties = new LinkedHashMap<>();
        StringBuilder listeners = new StringBuilder("PLAINTEXT://" + HOST + port);
        StringBuilder advertised = new StringBuilder(listeners);
        StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (int door = 0; door < doors.size(); door++) {
            listeners
                    .append(",DOOR")
                    .append(door)
                    .append("://")
                    .append(HOST)
                    .append(doors.get(door).port());
            advertised
                    .append(",DOOR")
                    .append(door)
                    .append("://")
                    .append(HOST)
                    .append(doors.get(door).entrance());
            protocols.append(",DOOR").append(door).append(":PLAINTEXT");
        }
        properties.put("node.id", Integer.toString(i + 1));
        properties.put("controller.quorum.voters", voters(controllers));
        properties.put("listeners", listeners + ",CONTROLLER://" + HOST + controllers.get(i));
        properties.put("advertised.listeners", advertised.toString());
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.putAll(replication(controllers.size()));
        properties.putAll(Compaction.OF_BROKER);
        return properties;
    }

    private static String voters(List<Integer> controllers) {
        return IntStream.range(0, controllers.size())
                .mapToObj(it -> (it + 1) + "@" + HOST + controllers.get(it))
                .collect(Collectors.joining(","));
    }

    /** What is acknowledged must survive the loss of one broker of three. */
    private static Map<String, String> replication(int brokers) {
        String all = Integer.toString(brokers);
        String most = Integer.toString(brokers / 2 + 1);
        return Map.of(
                "transaction.state.log.num.partitions", Integer.toString(TRANSACTION_PARTITIONS),
                "default.replication.factor", all,
                "min.insync.replicas", most,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", most,
                "broker.session.timeout.ms", "6000",
                "group.min.session.timeout.ms", "1000");
    }

    int count() {
        return nodes.size();
    }

    Member member(int index) {
        return nodes.get(index).member();
    }

    void start() {
        nodes.forEach(node -> node.member().start());
        nodes.forEach(node -> node.member().awaitLine("ready ", START));
    }

    /** Where the campaign finds them. */
    String bootstrapServers() {
        return nodes.stream().map(node -> HOST + node.port()).collect(Collectors.joining(","));
    }

    /** Where whoever goes through a door finds them. */
    String bootstrapServers(int door) {
        return nodes.stream()
                .map(node -> HOST + node.doors().get(door).entrance())
                .collect(Collectors.joining(","));
    }

    /** Cuts one instance off from all brokers. */
    void cut(int instance) {
        nodes.forEach(node -> node.doors().get(instance).cable().cut());
    }

    /** Cuts one door off from all brokers as soon as so many bytes have gone through it to one of them. */
    void stall(int door, long bytes) {
        nodes.forEach(node -> node.doors().get(door).cable().cutAfter(bytes));
    }

    /** Whether a door is cut off from some broker. */
    boolean isCut(int door) {
        return nodes.stream().anyMatch(node -> node.doors().get(door).cable().isCut());
    }

    void mend(int door) {
        nodes.forEach(node -> node.doors().get(door).cable().mend());
    }

    /** The index of the broker that leads the quorum; any while there is none. */
    int controller() {
        return Math.max(
                0, ask(admin -> admin.describeMetadataQuorum().quorumInfo()).leaderId() - 1);
    }

    /** The index of the broker that leads a partition of the predictions; any while there is none. */
    int leader(int partition) {
        return ask(admin -> admin.describeTopics(List.of(Topics.PREDICTIONS)).allTopicNames()).values().stream()
                .map(topic -> topic.partitions().get(partition).leader())
                .filter(Objects::nonNull)
                .map(leader -> leader.id() - 1)
                .findFirst()
                .orElse(0);
    }

    /** How many records the coordinators of transactions have written. */
    long transactionRecords() {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < TRANSACTION_PARTITIONS; partition++) {
            ends.put(new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, partition), OffsetSpec.latest());
        }
        return ask(admin -> admin.listOffsets(ends).all()).values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    void createTopics(int partitions) {
        LedTopics.make(bootstrapServers(), Topics.ALL, partitions, nodes.size());
    }

    private <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return question.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers must answer but say: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the brokers", e);
        }
    }

    @Override
    public void close() {
        for (Node node : nodes) {
            node.member().kill();
            node.doors().forEach(door -> door.cable().close());
        }
    }
}
