package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.SequenceModel;
import dev.eddy.signal.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology with a real engine on Kafka Streams' test driver: chunks in, predictions and dead letters out. */
public final class TopologyHarness implements AutoCloseable {

    static final RegistryConfig REGISTRY = RegistryConfig.of("mock://topology-tests");

    private final SequenceModel model;
    private final InferenceEngine engine;
    private final PredictionTopology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> signals;
    private final TestOutputTopic<String, Prediction> predictions;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, REGISTRY);

    public TopologyHarness(SequenceModel model, TopologySettings settings, Path stateDir) {
        this.model = model;
        MetricRegistry metrics = new MetricRegistry();
        this.engine = new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), metrics);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "harness");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        this.topology = PredictionTopology.build(
                settings, REGISTRY, model.manifest(), Engines.of(engine), Observers.of(metrics));
        this.driver = new TopologyTestDriver(topology.graph(), properties);
        this.signals = driver.createInputTopic(
                settings.signals(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer());
        this.predictions = driver.createOutputTopic(
                settings.predictions(),
                Serdes.String().deserializer(),
                EventSerde.of(Prediction.class, REGISTRY).deserializer());
        this.deadLetters = driver.createOutputTopic(
                settings.deadLetters(),
                Serdes.ByteArray().deserializer(),
                Serdes.ByteArray().deserializer());
    }

    public void send(String key, Samples samples) {
        SignalChunk chunk = new SampleCodec(model.manifest().signal(), 1 << 20).encode(samples, Encoding.F32LE);
        send(key, chunks.serializer().serialize("signals", chunk));
    }

    void send(@Nullable String key, byte @Nullable [] value) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        signals.pipeInput(bytes, value, Instant.ofEpochMilli(0));
    }

    /** The test driver commits after every record; a tick commits what came since. */
    public List<TestRecord<String, Prediction>> predictions() {
        driver.advanceWallClockTime(Duration.ofMillis(10));
        return predictions.readRecordsToList();
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        driver.advanceWallClockTime(Duration.ofMillis(10));
        return deadLetters.readRecordsToList();
    }

    /** Nothing comes for a while. */
    void rest(Duration time) {
        driver.advanceWallClockTime(time);
    }

    @Override
    public void close() {
        driver.close();
        engine.close();
        topology.close();
    }
}
