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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology with a real engine on Kafka Streams' test driver: chunks in, predictions and dead letters out. */
public final class TopologyHarness implements AutoCloseable {

    static final RegistryConfig REGISTRY = RegistryConfig.of("mock://topology-tests");

    private final MetricRegistry metrics = new MetricRegistry();
    private final SequenceModel model;
    private final InferenceEngine engine;
    private final PredictionTopology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> signals;
    private final TestOutputTopic<String, Prediction> predictions;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<String, byte[]> changelog;
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, REGISTRY);

    public TopologyHarness(SequenceModel model, TopologySettings settings, Path stateDir) {
        this(model, settings, stateDir, 1);
    }

    /** With so many windows of a key in a run. */
    public TopologyHarness(SequenceModel model, TopologySettings settings, Path stateDir, int catchUp) {
        this.model = model;
        this.engine = new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO).withCatchUp(catchUp), metrics);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "harness");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        this.topology = PredictionTopology.build(
                REGISTRY,
                List.of(Pipeline.only(settings, model.manifest(), Engines.of(engine), Observers.of(metrics))));
        this.driver = new TopologyTestDriver(topology.graph(), properties, now);
        this.signals = driver.createInputTopic(
                settings.signals(),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer());
        this.predictions = driver.createOutputTopic(
                settings.predictions(),
                Serdes.String().deserializer(),
                EventSerde.of(Prediction.class, REGISTRY).deserializer());
        this.changelog = driver.createOutputTopic(
                Pipeline.changelog("harness", ""),
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer());
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
        send(key, value, 0, new RecordHeaders());
    }

    void send(String key, Samples samples, long timestampMillis) {
        SignalChunk chunk = new SampleCodec(model.manifest().signal(), 1 << 20).encode(samples, Encoding.F32LE);
        send(key, chunks.serializer().serialize("signals", chunk), timestampMillis, new RecordHeaders());
    }

    void send(@Nullable String key, byte @Nullable [] value, long timestampMillis, Headers headers) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        signals.pipeInput(new TestRecord<>(bytes, value, headers, timestampMillis));
    }

    /** Those that are stored. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        KeyStateStore store = (KeyStateStore) driver.getStateStore(KeyStateStore.NAME);
        try (KeyValueIterator<Bytes, byte[]> all = store.notes().all()) {
            all.forEachRemaining(each -> {
                if (!Notes.isOne(each.key)) {
                    keys.add(new String(each.key.get(), StandardCharsets.UTF_8));
                }
            });
        }
        return keys;
    }

    /** Keys of which the changelog says that they are no more. */
    List<String> erased() {
        return changelog.readRecordsToList().stream()
                .filter(it -> it.value() == null)
                .map(TestRecord::key)
                .toList();
    }

    long count(String meter) {
        return metrics.meter(meter).getCount();
    }

    /** By the clock of the topology. */
    Instant now() {
        return now;
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
        rest(driver, time);
        now = now.plus(time);
    }

    /** Nothing comes for a while, in which threads run on. */
    static void rest(TopologyTestDriver driver, Duration time) {
        Duration left = time;
        while (left.compareTo(WaitingKeys.LOOK_EVERY) > 0) {
            driver.advanceWallClockTime(WaitingKeys.LOOK_EVERY);
            left = left.minus(WaitingKeys.LOOK_EVERY);
        }
        driver.advanceWallClockTime(left);
    }

    /** The machine stands still for a while. */
    void stall(Duration time) {
        driver.advanceWallClockTime(time);
        now = now.plus(time);
    }

    @Override
    public void close() {
        driver.close();
        engine.close();
        topology.close();
    }
}
