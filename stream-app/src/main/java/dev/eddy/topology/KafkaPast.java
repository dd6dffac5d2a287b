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
        Map<String, Object> settings = new StreamsConfig(app).getRestoreConsumerConfigs("eddy-replay");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SHORT_MILLIS); // the end waits for what was asked ahead
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            warnOfGone(consumer, partition, from);
            consumer.seek(partition, from);
            long moved = System.nanoTime();
            while (consumer.position(partition) < to) {
                long before = consumer.position(partition);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < to) {
                        each.accept(record);
                    }
                }
                moved = requireProgress(consumer.position(partition) > before, moved);
            }
        }
    }

    private static void warnOfGone(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from) {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (first > from) {
            LOG.warn(
                    "The records {} to {} of {} must be read once more but are gone: what was in them is a gap of its keys;"
                            + " keep signals longer (retention.ms)",
                    from,
                    first - 1,
                    partition);
        }
    }

    private static long requireProgress(boolean progress, long moved) {
        long now = System.nanoTime();
        if (!progress && now - moved > SILENCE.toNanos()) {
            throw new TimeoutException("the signals to be replayed must come within " + SILENCE + " but have not");
        }
        return progress ? now : moved;
    }
}
