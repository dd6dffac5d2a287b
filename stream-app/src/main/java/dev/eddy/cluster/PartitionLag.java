package dev.eddy.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an app is behind in one partition.
 *
 * @param signals topic
 * @param committed the next record that the app reads
 * @param end just after the last record that is there
 */
public record PartitionLag(String signals, long committed, long end) {

    /** Records that wait at most: transactions leave marks among them. */
    public long records() {
        return Math.max(0, end - committed);
    }

    /**
     * Asks Kafka.
     *
     * @param kafka where it is
     * @param applicationId of the app
     * @param partition of its signals
     * @return nothing where the app has committed nothing of it yet
     */
    public static Optional<PartitionLag> of(KafkaTarget kafka, String applicationId, int partition) {
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            Optional<Map.Entry<TopicPartition, OffsetAndMetadata>> found =
                    admin
                            .listConsumerGroupOffsets(applicationId)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .filter(it -> it.getKey().partition() == partition && it.getValue() != null)
                            .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            TopicPartition signals = found.get().getKey();
            ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            long end = admin.listOffsets(Map.of(signals, OffsetSpec.latest()), committed)
                    .partitionResult(signals)
                    .get()
                    .offset();
            return Optional.of(
                    new PartitionLag(signals.topic(), found.get().getValue().offset(), end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for the group " + applicationId, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "what the group " + applicationId + " has read must be known but Kafka does not tell: "
                            + e.getCause(),
                    e);
        }
    }
}
