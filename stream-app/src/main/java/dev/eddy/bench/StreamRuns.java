package dev.eddy.bench;

import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.TopologySettings;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The contenders that are apps of Kafka Streams.
 *
 * @param contender one of them
 * @param streams properties of Kafka Streams, complete but for the application's id
 * @param registry where the schemas of the events are kept
 * @param open gives the model, anew for every run
 */
public record StreamRuns(
        Contender contender, Properties streams, RegistryConfig registry, Supplier<? extends SequenceModel> open)
        implements Orders.Work {

    private static final long CACHE_BYTES = 64L << 20;

    @Override
    public AutoCloseable begin(String signals, String predictions, Consumer<Throwable> failed) {
        TopologySettings.Bounds usual = TopologySettings.Bounds.DEFAULT;
        TopologySettings topics = new TopologySettings(
                signals,
                predictions,
                Topics.deadLetters(predictions),
                contender == Contender.EDDY_IN_MEMORY ? usual.inMemory() : usual);
        Design design = Design.of(contender, open.get(), topics, registry);
        KafkaStreams app = new KafkaStreams(design.topology(), properties(predictions));
        app.setUncaughtExceptionHandler(e -> {
            failed.accept(e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        app.start();
        return () -> {
            app.close();
            design.close();
        };
    }

    private Properties properties(String applicationId) {
        Properties properties = new Properties();
        properties.putAll(streams);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        if (contender == Contender.NAIVE_CACHED) {
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        }
        return properties;
    }
}
