package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.ProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.RecordCollector;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link KeyStateStore} relies on and no public interface promises. When a Kafka upgrade breaks one of these tests,
 * exactly-once is at stake: find the new place of the hook, run the crash tests against it, then change the version here.
 */
class CommitHookContractTest {

    private static final String VERIFIED_KAFKA_VERSION = "4.3.1";
    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);

    @TempDir
    private Path stateDir;

    @Test
    void shouldRunOnTheKafkaVersionThatTheHookWasVerifiedWith() {
        assertThat(AppInfoParser.getVersion())
                .as("the commit hook is internal to Kafka Streams: verify it anew before changing this version")
                .isEqualTo(VERIFIED_KAFKA_VERSION);
    }

    @Test
    void shouldHaveOneStoreThatKafkaStreamsSeesAsACache() {
        assertThat(CachedStateStore.class).isAssignableFrom(KeyStateStore.class);
    }

    @Test
    void shouldReachWhatKafkaStreamsProducesWith() {
        assertThat(RecordCollector.Supplier.class).isAssignableFrom(ProcessorContextImpl.class);
    }

    /**
     * The engine lingers for a second, so that only a commit that waits can have the prediction in its transaction; the
     * test driver shows committed records only, and its clock does not move.
     */
    @Test
    void shouldPutThePredictionAndTheStateIntoTheTransactionThatCommitsTheirInput() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
        MetricRegistry metrics = new MetricRegistry();
        try (InferenceEngine engine = new InferenceEngine(model, new BatchPolicy(64, Duration.ofSeconds(1)), metrics);
                TopologyTestDriver driver = driver(model, engine, metrics)) {

            driver.createInputTopic(
                            "signals",
                            Serdes.ByteArray().serializer(),
                            Serdes.ByteArray().serializer())
                    .pipeInput("k".getBytes(StandardCharsets.UTF_8), chunk(), Instant.EPOCH);

            assertThat(driver.producedTopicNames()).contains("predictions", "contract-key-states-changelog");
            assertThat(metrics.timer("commit.drain").getCount()).isPositive();
        }
    }

    private TopologyTestDriver driver(FakeModel model, InferenceEngine engine, MetricRegistry metrics) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "contract");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return new TopologyTestDriver(
                PredictionTopology.build(
                                TopologyHarness.REGISTRY,
                                List.of(Pipeline.only(
                                        TopologySettings.usual(),
                                        model.manifest(),
                                        Engines.of(engine),
                                        Observers.of(metrics))))
                        .graph(),
                properties);
    }

    private static byte[] chunk() {
        SignalChunk chunk =
                new SampleCodec(SIGNAL, 10).encode(new Samples(0, new float[] {1, 2}, false), Encoding.F32LE);
        return EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY)
                .serializer()
                .serialize("signals", chunk);
    }
}
