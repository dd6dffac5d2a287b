package dev.eddy.serving;

import dev.eddy.topology.StoreMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What Kafka Streams is told. Everything that a user passes through wins over what stands here, except what would break
 * what was promised.
 *
 * @param applicationId names the consumer group, the changelog and the state directory; stable over restarts
 * @param bootstrapServers {@code host:port,...}
 * @param stateDir where RocksDB keeps its files
 * @param threads stream threads in this process, 1 or more
 * @param commitEvery time between two commits; under exactly-once nobody reads a prediction before its commit
 * @param stateMemory what all stores on disk take of the native memory together, bytes
 * @param exactlyOnce true for {@code exactly_once_v2}, false for {@code at_least_once}
 */
public record StreamsProperties(
        String applicationId,
        String bootstrapServers,
        Path stateDir,
        int threads,
        Duration commitEvery,
        long stateMemory,
        boolean exactlyOnce) {

    /** For what is shown and measured. */
    public static final long USUAL_STATE_MEMORY = 256L << 20;

    private static final String NO_HANDLER =
            "unusable events go to the dead-letter topic, and an error that goes on would lose windows";

    /** What must not be passed through, and what to know instead. */
    private static final Map<String, String> NOT_TO_BE_SET = Map.of(
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            NO_HANDLER,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            NO_HANDLER,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            NO_HANDLER,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            "give --guarantee instead");

    /** What the model has answered waits so long at most when no more input comes. An idle thread looks up less often. */
    private static final long POLL_MILLIS = 50L;

    private static final Map<String, Object> TUNED = Map.ofEntries(
            Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L),
            Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
            Map.entry(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS),
            // Tasks read one partition each, but for topics that make one signal: looking whether another one has to be
            // waited for would be a tenth of what a thread does.
            Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED),
            Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 2000),
            Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2000),
            Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"),
            Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed"),
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5),
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024),
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4"));

    /**
     * All properties of Kafka Streams and its clients.
     *
     * @param passedThrough what the user has set by the names that Kafka knows
     * @return new properties
     * @throws IllegalArgumentException when one of them must not be set
     */
    public Properties with(Map<String, String> passedThrough) {
        NOT_TO_BE_SET.forEach((name, reason) -> {
            if (passedThrough.containsKey(name)) {
                throw new IllegalArgumentException(
                        name + " must not be set but was " + passedThrough.get(name) + ": " + reason);
            }
        });
        Properties properties = new Properties();
        properties.putAll(TUNED);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitEvery.toMillis());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
        properties.put(StoreMemory.BYTES, stateMemory);
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.putAll(passedThrough);
        return properties;
    }
}
