package dev.eddy.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How long each key had no new committed prediction. One thread runs it, any may ask. */
final class Gaps implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final int partitions;
    private final long[] heard;
    private final long[] longest;
    private volatile boolean running = true;

    Gaps(String bootstrapServers, int partitions, int keys) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
        this.heard = new long[keys];
        this.longest = new long[keys];
    }

    @Override
    public void run() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(Topics.PREDICTIONS, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            while (running) {
                consumer.poll(POLL).forEach(this::hear);
            }
        }
    }

    private synchronized void hear(ConsumerRecord<byte[], byte[]> prediction) {
        int key = Script.key(new String(prediction.key(), StandardCharsets.UTF_8));
        long now = System.nanoTime();
        longest[key] = Math.max(longest[key], now - heard[key]);
        heard[key] = now;
    }

    synchronized void start() {
        Arrays.fill(heard, System.nanoTime());
        Arrays.fill(longest, 0);
    }

    /** The longest gap of each key since the start, seconds, the shortest first. */
    synchronized double[] seconds() {
        return Arrays.stream(longest).mapToDouble(nanos -> nanos / 1e9).sorted().toArray();
    }

    void finish() {
        running = false;
    }
}
