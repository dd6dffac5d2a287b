package dev.eddy.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
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
     * @return of each topic that the app reads, in the order of their names; none where it has committed nothing of that partition yet
     */
    public static List<PartitionLag> of(KafkaTarget kafka, String applicationId, int partition) {
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    new TreeMap<>(Comparator.comparing(TopicPartition::topic));
            admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((signals, offset) -> {
                        if (signals.partition() == partition && offset != null) {
                            committed.put(signals, offset);
                        }
                    });
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            committed.keySet().forEach(signals -> ends.put(signals, OffsetSpec.latest()));
            ListOffsetsResult found = admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
            List<PartitionLag> lags = new ArrayList<>();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
                long end = found.partitionResult(each.getKey()).get().offset();
                lags.add(new PartitionLag(each.getKey().topic(), each.getValue().offset(), end));
            }
            return lags;
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
