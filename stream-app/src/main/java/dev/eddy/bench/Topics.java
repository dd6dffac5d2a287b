package dev.eddy.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Makes topics and deletes them. */
final class Topics implements AutoCloseable {

    private final Admin admin;
    private final int partitions;

    Topics(Bench.Kafka kafka) {
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        this.partitions = kafka.partitions();
    }

    void create(String... names) {
        List<NewTopic> topics = Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList();
        await(admin.createTopics(topics).all());
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
