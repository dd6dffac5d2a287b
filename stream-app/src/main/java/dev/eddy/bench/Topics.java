package dev.eddy.bench;

import dev.eddy.local.LedTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** Makes topics and deletes them. */
final class Topics implements AutoCloseable {

    private final Admin admin;
    private final String bootstrapServers;
    private final int partitions;

    Topics(Bench.Kafka kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.partitions = kafka.partitions();
    }

    void create(String... names) {
        LedTopics.make(bootstrapServers, List.of(names), partitions, 1);
    }

    /** Where what a contender cannot use goes. */
    static String deadLetters(String predictions) {
        return predictions + "-dead-letters";
    }

    /** What the changelogs with such a beginning take on the brokers, bytes. */
    long changelogBytes(String prefix) {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        return await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(it -> it.getKey().topic().startsWith(prefix)
                        && it.getKey().topic().endsWith("-changelog"))
                .mapToLong(it -> it.getValue().size())
                .sum();
    }

    /** Deletes the topics with such a beginning, changelogs included. */
    void deleteAll(String prefix) {
        List<String> names = await(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        await(admin.deleteTopics(names).all());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker must make and delete topics but says: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making or deleting topics", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
