package dev.eddy.trainer.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic once, from its beginning to where it ends at the start of the reading. Used by one thread.
 *
 * @param consumer without a group; not closed here
 * @param topic its name
 */
record TopicReader(Consumer<byte[], byte[]> consumer, String topic) {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    /** Takes the records in; those of one partition come in order. */
    @FunctionalInterface
    interface Each {
        void accept(ConsumerRecord<byte[], byte[]> event) throws IOException;
    }

    void read(Each each) throws IOException {
        try {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read(consumer.endOffsets(partitions), each);
        } catch (KafkaException e) {
            throw new IOException(
                    "topic %s cannot be read (%s); check data.bootstrap and data.config"
                            .formatted(topic, e.getMessage()),
                    e);
        }
    }

    private List<TopicPartition> partitions() throws IOException {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new IOException(
                    "topic %s must be there but is not; check data.topic and data.bootstrap".formatted(topic));
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void read(Map<TopicPartition, Long> ends, Each each) throws IOException {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> event : records) {
                if (event.offset() < ends.getOrDefault(new TopicPartition(topic, event.partition()), 0L)) {
                    each.accept(event);
                }
            }
            heard = records.isEmpty() ? heard : System.nanoTime();
            if (System.nanoTime() - heard > PATIENCE_NANOS) {
                throw new IOException("topic %s must be read to its end but sent nothing for a minute; check the broker"
                        .formatted(topic));
            }
        }
    }
}
