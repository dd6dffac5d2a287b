package dev.eddy.bench;

import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.TopologySettings;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * One run of a contender that is a stream app, from an empty state to its last prediction.
 *
 * @param kafka where it runs
 * @param topics it reads and writes; the application is named like the predictions
 * @param expected its predictions
 */
record StreamRun(Bench.Kafka kafka, TopologySettings topics, Expectation expected) {

    private static final long CACHE_BYTES = 64L << 20;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    Measurement of(Contender contender, SequenceModel model) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (Design design = Design.of(contender, model, topics, kafka);
                KafkaStreams streams = new KafkaStreams(design.topology(), properties(contender));
                Finish finish = new Finish(kafka, expected, contender != Contender.PASS_THROUGH)) {
            streams.setUncaughtExceptionHandler(e -> {
                failure.compareAndSet(null, e);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            long end = System.nanoTime() + PATIENCE_NANOS;
            streams.start();
            Measurement measured =
                    finish.await(topics.predictions(), () -> failure.get() == null && System.nanoTime() < end);
            return Optional.ofNullable(failure.get())
                    .map(e -> Measurement.wrong("failed: " + e.getMessage()))
                    .orElse(measured);
        }
    }

    private Properties properties(Contender contender) {
        Properties properties = new Properties();
        properties.putAll(kafka.streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.predictions());
        if (contender == Contender.NAIVE_CACHED) {
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        }
        return properties;
    }
}
