package dev.eddy.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the brokers made of the changelog while states were written to it and read back.
 *
 * @param written records, those of aborted transactions and the marks of their ends included
 * @param left of them
 */
public record Compaction(long written, long left) {

    private static final Duration POLL = Duration.ofMillis(200);

    static final Compaction NONE = new Compaction(0, 0);

    /** Lets segments end and be compacted within seconds, not days. For the broker. */
    static final Map<String, String> OF_BROKER =
            Map.of("log.cleaner.backoff.ms", "3000", "log.retention.check.interval.ms", "30000");

    /** The same, for whoever makes the changelog. */
    static final Map<String, String> OF_CHANGELOG =
            Map.of("topic.segment.ms", "10000", "topic.min.cleanable.dirty.ratio", "0.01");

    /** Reads the whole changelog. */
    static Compaction measure(String bootstrapServers) {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(Topics.CHANGELOG).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.seekToBeginning(all);
            long left = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                left += consumer.poll(POLL).count();
            }
            return new Compaction(
                    ends.values().stream().mapToLong(Long::longValue).sum(), left);
        }
    }
}
