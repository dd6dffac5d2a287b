package dev.eddy.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads with a consumer of its own that belongs to no group. What the topic has let go of meanwhile is passed over.
 *
 * @param app settings of Kafka Streams
 */
record KafkaPast(Map<String, Object> app) implements Past {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPast.class);
    private static final int SHORT_MILLIS = 5;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    @Override
    public void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> settings = new StreamsConfig(app)
                .getRestoreConsumerConfigs(Thread.currentThread().getName() + "-past");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SHORT_MILLIS); // the end waits for what was asked ahead
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long end = end(consumer, partition, from, to);
            consumer.seek(partition, Math.min(from, end));
            long moved = System.nanoTime();
            while (consumer.position(partition) < end) {
                long before = consumer.position(partition);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end) {
                        each.accept(record);
                    }
                }
                moved = requireProgress(consumer.position(partition) > before, moved);
            }
        }
    }

    /** What is gone will never come. */
    private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long last = consumer.endOffsets(List.of(partition)).getOrDefault(partition, to);
        if (first > from || last < to) {
            LOG.warn(
                    "The records {} to {} of {} must be read once more but there are only {} to {}: what was in the others"
                            + " is a gap of their keys; keep signals longer (retention.ms)",
                    from,
                    to - 1,
                    partition,
                    first,
                    last - 1);
        }
        return Math.min(to, last);
    }

    private static long requireProgress(boolean progress, long moved) {
        long now = System.nanoTime();
        if (!progress && now - moved > SILENCE.toNanos()) {
            throw new TimeoutException("the signals to be replayed must come within " + SILENCE + " but have not");
        }
        return progress ? now : moved;
    }
}
