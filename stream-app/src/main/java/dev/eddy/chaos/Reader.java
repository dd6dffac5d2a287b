package dev.eddy.chaos;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.topology.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed predictions and dead letters and gives them to the judge. */
final class Reader implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventSerde<Prediction> serde;
    private final Judge judge;
    private volatile boolean running = true;

    Reader(String bootstrapServers, RegistryConfig registry, int partitions, Judge judge) {
        this.serde = EventSerde.of(Prediction.class, registry);
        this.judge = judge;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        // A topic that loses its end would else be read again from its beginning.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(Topics.PREDICTIONS, partition));
            all.add(new TopicPartition(Topics.DEAD_LETTERS, partition));
        }
        consumer.assign(all);
        all.forEach(each -> consumer.seek(each, 0));
    }

    void finish() {
        running = false;
    }

    @Override
    public void run() {
        try (consumer;
                serde) {
            while (running) {
                take(consumer.poll(POLL));
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        Map<Integer, Queue<Prediction>> predictions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            int key = Script.key(new String(record.key(), StandardCharsets.UTF_8));
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                DeadLetterHeaders headers = DeadLetterHeaders.of(record.headers());
                judge.refusal(key, headers.reason(), headers.partition() + "@" + headers.offset());
            } else {
                judge.watch().heard(record.partition());
                predictions
                        .computeIfAbsent(key, unknown -> new ArrayDeque<>())
                        .add(serde.deserializer().deserialize(record.topic(), record.value()));
            }
        }
        judge.predictions(predictions);
    }
}
