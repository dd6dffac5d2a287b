package dev.eddy.chaos;

import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed signals, of which only their keys and the orders among them matter, into the line-up. One thread. */
final class Signals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> all;
    private final Lineup lineup;

    Signals(String bootstrapServers, int partitions, Lineup lineup) {
        this.lineup = lineup;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        // Brokers may be away for as long as a fault lasts.
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        "900000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.all = IntStream.range(0, partitions)
                .mapToObj(it -> new TopicPartition(Topics.SIGNALS, it))
                .toList();
        consumer.assign(all);
        all.forEach(each -> consumer.seek(each, 0));
    }

    /** Reads all that is there by now: whatever is predicted by now came from that. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (Tryout.isIn(record.headers())) {
            lineup.order(record.partition(), Tryout.read(record.value()));
        } else if (Switch.isIn(record.headers())) {
            lineup.order(record.partition(), Switch.read(record.value()));
        } else {
            lineup.event(record.partition(), Script.key(new String(record.key(), StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
