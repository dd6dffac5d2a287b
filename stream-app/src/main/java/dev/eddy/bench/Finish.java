package dev.eddy.bench;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.local.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where the clock is stopped: reads the committed predictions of one run until all are there, and a little longer to see
 * whether there are more. One thread.
 */
final class Finish implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGER_NANOS = 500_000_000L;

    private final Expectation expected;
    private final boolean words;
    private final int partitions;
    private final EventSerde<Prediction> serde;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<Prediction>> seen = new HashMap<>();
    private final JavaProcess contender;
    private final Clocks begin;
    private Clocks first;
    private Clocks last;
    private long count;

    /** With {@code words} the predictions are read and compared, otherwise they are only counted. */
    Finish(Bench.Kafka kafka, Expectation expected, boolean words, JavaProcess contender) {
        this.contender = contender;
        this.begin = clocks();
        this.first = begin;
        this.last = begin;
        this.expected = expected;
        this.words = words;
        this.partitions = kafka.partitions();
        this.serde = EventSerde.of(Prediction.class, kafka.registry());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1 << 20,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    Measurement await(String topic, BooleanSupplier patience) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(it -> new TopicPartition(topic, it))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        while (count < expected.total() && patience.getAsBoolean()) {
            read(topic);
        }
        Clocks stopped = last;
        long end = System.nanoTime() + LONGER_NANOS;
        while (System.nanoTime() < end) {
            read(topic);
        }
        Clocks started = first.windows() < stopped.windows() ? first : begin;
        return stopped.since(started, contender.peakMiB(), words ? expected.fault(count, seen) : expected.fault(count));
    }

    private Clocks clocks() {
        return Clocks.at(count, contender.cpu().toNanos());
    }

    private void read(String topic) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        count += records.count();
        last = clocks();
        first = first.windows() == 0 ? last : first;
        if (words) {
            records.forEach(record -> keep(topic, record));
        }
    }

    private void keep(String topic, ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (expected.known().containsKey(key)) {
            seen.computeIfAbsent(key, unknown -> new ArrayList<>())
                    .add(serde.deserializer().deserialize(topic, record.value()));
        }
    }

    @Override
    public void close() {
        consumer.close();
        serde.close();
    }
}
