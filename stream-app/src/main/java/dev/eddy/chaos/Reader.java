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

/** Reads the committed predictions and dead letters, and the signals that they came from, and gives them to the judge. */
final class Reader implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventSerde<Prediction> serde;
    private final Judge judge;
    private final Signals signals;
    private volatile boolean running = true;

    Reader(String bootstrapServers, RegistryConfig registry, int partitions, Judge judge) {
        this.serde = EventSerde.of(Prediction.class, registry);
        this.judge = judge;
        this.signals = new Signals(bootstrapServers, partitions, judge.lineup());
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
            all.add(new TopicPartition(Topics.SHADOW, partition));
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
                signals;
                serde) {
            while (running) {
                take(consumer.poll(POLL));
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        Map<Integer, Queue<Prediction>> predictions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                refused(record);
            } else if (record.topic().equals(Topics.SHADOW)) {
                judge.shadow(key(record), prediction(record));
            } else {
                judge.watch().heard(record.partition());
                predictions
                        .computeIfAbsent(key(record), unknown -> new ArrayDeque<>())
                        .add(prediction(record));
            }
        }
        if (!predictions.isEmpty()) {
            signals.catchUp();
            judge.predictions(predictions);
        }
    }

    private void refused(ConsumerRecord<byte[], byte[]> record) {
        DeadLetterHeaders headers = DeadLetterHeaders.of(record.headers());
        if (record.key() == null) {
            judge.refusal(headers.reason());
        } else {
            judge.refusal(key(record), headers.reason(), headers.partition() + "@" + headers.offset());
        }
    }

    private Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        return serde.deserializer().deserialize(record.topic(), record.value());
    }

    private static int key(ConsumerRecord<byte[], byte[]> record) {
        return Script.key(new String(record.key(), StandardCharsets.UTF_8));
    }
}
