package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Seed;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several pipelines in one app: each does what it would do alone. */
class PipelinesTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec PAIRS = WindowSpec.tumbling(2);

    private final List<Engines> running = new ArrayList<>();
    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY);

    @TempDir
    private Path stateDir;

    @AfterEach
    void stop() {
        running.forEach(Engines::close);
    }

    static List<Long> seeds() {
        return new Random(20261122).longs(12).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictAsEachWouldAlone(long seed) {
        FakeModel sum = FakeModel.named("sum", SIGNAL, PAIRS, 1);
        FakeModel same = FakeModel.named("same", SIGNAL, PAIRS, 3);
        FakeModel other = FakeModel.named("other", SIGNAL, new WindowSpec(5, 3, 2, 4), 2);
        FakeModel yard = FakeModel.named("sum", SIGNAL, WindowSpec.tumbling(3), 1);
        RandomHistory history = new RandomHistory(seed);
        Map<String, List<Samples>> shop = history.stretches(5);
        Map<String, List<Samples>> outside = history.stretches(4);

        try (Plant plant = new Plant(
                pipeline("sum", "shop", sum),
                pipeline("same", "shop", same),
                pipeline("other", "shop", other),
                pipeline("yard", "yard", yard))) {
            List<RandomHistory.Event> inside = new ArrayList<>(history.cut(shop, true));
            List<RandomHistory.Event> beside = new ArrayList<>(history.cut(outside, true));
            Random turns = new Random(seed);
            while (!inside.isEmpty() || !beside.isEmpty()) {
                boolean in = beside.isEmpty() || (!inside.isEmpty() && turns.nextBoolean());
                plant.send(in ? "shop" : "yard", (in ? inside : beside).remove(0));
            }

            assertThat(plant.predictions("sum")).isEqualTo(LawsTest.offline(sum, shop));
            assertThat(plant.predictions("same")).isEqualTo(LawsTest.offline(same, shop));
            assertThat(plant.predictions("other")).isEqualTo(LawsTest.offline(other, shop));
            assertThat(plant.predictions("yard")).isEqualTo(LawsTest.offline(yard, outside));
        }
    }

    @Test
    void shouldHoldWindowsThatAreCutAlikeOnce() {
        Keeper one = new Keeper(FakeModel.named("one", SIGNAL, PAIRS, 1));
        Keeper other = new Keeper(FakeModel.named("other", SIGNAL, PAIRS, 2));
        try (Plant plant = new Plant(pipeline("one", "shop", one), pipeline("other", "shop", other))) {
            plant.send("shop", event("k", 0, 1, 2, 3));
            plant.send("shop", event("k", 3, 4));

            assertThat(plant.predictions("other").get("k")).hasSize(2);
        }
        assertThat(one.scored).hasSize(2);
        assertThat(other.scored.get(0)).isSameAs(one.scored.get(0)).containsExactly(1, 2);
        assertThat(other.scored.get(1)).isSameAs(one.scored.get(1)).containsExactly(3, 4);
    }

    @Test
    void shouldLoseWhatOneModelCannotScoreInItsOwnPipelineOnly() {
        try (Plant plant = new Plant(
                pipeline("pairs", "shop", FakeModel.named("pairs", SIGNAL, PAIRS, 1)),
                pipeline("ones", "shop", FakeModel.named("ones", SIGNAL, WindowSpec.tumbling(1), 1)))) {
            plant.send("shop", event("k", 0, 1, FakeModel.POISON, 2, 3));

            assertThat(plant.predictions("pairs").get("k")).hasSize(1);
            assertThat(plant.predictions("ones").get("k")).hasSize(3);
            assertThat(plant.deadLetters())
                    .extracting(it -> DeadLetterHeaders.of(it.headers()).pipeline())
                    .containsExactlyInAnyOrder("pairs", "ones");
        }
    }

    @Test
    void shouldSayForEachPipelineWhyAnEventCannotBeUsed() {
        try (Plant plant = new Plant(
                pipeline("a", "shop", FakeModel.named("a", SIGNAL, PAIRS, 1)),
                pipeline("b", "shop", FakeModel.named("b", SIGNAL, PAIRS, 1)))) {
            plant.pipe(new ProducerRecord<>("shop", "k".getBytes(StandardCharsets.UTF_8), new byte[] {1}));

            assertThat(plant.deadLetters())
                    .extracting(it -> DeadLetterHeaders.of(it.headers()).origin())
                    .containsExactlyInAnyOrder("shop-0@0 in a", "shop-0@0 in b");
        }
    }

    @Test
    void shouldGiveASeedToThePipelineOfItsModelAlone() {
        try (Plant plant = new Plant(
                pipeline("a", "shop", FakeModel.named("a", SIGNAL, PAIRS, 1)),
                pipeline("b", "shop", FakeModel.named("b", SIGNAL, PAIRS, 1)))) {
            plant.pipe(new Seed(new ModelId("a", "2", ""), new byte[] {1}).record("shop", "k"));

            assertThat(plant.deadLetters())
                    .extracting(it -> DeadLetterHeaders.of(it.headers()).pipeline())
                    .containsExactly("a");
        }
    }

    @Test
    void shouldKeepStatesAndTopicsApart() {
        try (Plant plant = new Plant(
                pipeline("a", "shop", FakeModel.named("a", SIGNAL, PAIRS, 1)),
                pipeline("b", "shop", FakeModel.named("b", SIGNAL, PAIRS, 1)))) {
            plant.send("shop", event("k", 0, 1, 2));

            assertThat(plant.driver.producedTopicNames())
                    .contains(Pipeline.changelog("plant", "a"), Pipeline.changelog("plant", "b"));
            assertThat(Pipeline.changelog("plant", "a")).isEqualTo("plant-key-states-a-changelog");
        }
    }

    @Test
    void shouldRefuseTwoModelsOfOneNameOverOneTopic() {
        assertThatThrownBy(() -> new Plant(
                        pipeline("a", "shop", FakeModel.named("m", SIGNAL, PAIRS, 1)),
                        pipeline("b", "shop", FakeModel.named("m", SIGNAL, PAIRS, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("models of names of their own")
                .hasMessageContaining("a and b both have shop with m");
    }

    @Test
    void shouldRefuseTwoPipelinesThatWriteToOneTopic() {
        Pipeline a = pipeline("a", "shop", FakeModel.named("a", SIGNAL, PAIRS, 1));
        Pipeline b = pipeline("b", "yard", FakeModel.named("b", SIGNAL, PAIRS, 1));
        TopologySettings sameOutput =
                new TopologySettings("yard", a.topics().predictions(), "letters", TopologySettings.Bounds.DEFAULT);

        assertThatThrownBy(() -> new Plant(a, new Pipeline("b", sameOutput, b.model(), b.engines(), b.observers())))
                .hasMessageContaining("a and b both have a.predictions");
    }

    @Test
    void shouldRefuseANameThatCannotBePartOfATopic() {
        assertThatThrownBy(() -> new Plant(
                        pipeline("a", "shop", FakeModel.named("a", SIGNAL, PAIRS, 1)),
                        pipeline("B_2", "shop", FakeModel.named("b", SIGNAL, PAIRS, 1))))
                .hasMessageContaining("small letters, digits and dashes")
                .hasMessageContaining("'B_2'");
    }

    private static RandomHistory.Event event(String key, long at, float... values) {
        return new RandomHistory.Event(key, new Samples(at, values, false));
    }

    private Pipeline pipeline(String name, String signals, SequenceModel model) {
        MetricRegistry metrics = new MetricRegistry();
        Engines engines = Engines.of(new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), metrics));
        running.add(engines);
        return new Pipeline(
                name,
                new TopologySettings(signals, name + ".predictions", "letters", TopologySettings.Bounds.DEFAULT),
                model.manifest(),
                engines,
                Observers.of(metrics));
    }

    /** Keeps what it was asked to score. */
    private static final class Keeper implements SequenceModel {
        private final FakeModel model;
        private final List<float[]> scored = new CopyOnWriteArrayList<>();

        Keeper(FakeModel model) {
            this.model = model;
        }

        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            batch.forEach(step -> scored.add(step.window().values()));
            return model.step(batch);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** Pipelines on Kafka Streams' test driver. */
    private final class Plant implements AutoCloseable {
        private final PredictionTopology topology;
        private final TopologyTestDriver driver;

        Plant(Pipeline... pipelines) {
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "plant");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            topology = PredictionTopology.build(TopologyHarness.REGISTRY, List.of(pipelines));
            driver = new TopologyTestDriver(topology.graph(), properties);
        }

        void send(String topic, RandomHistory.Event event) {
            SignalChunk chunk = new SampleCodec(SIGNAL, 1 << 20).encode(event.samples(), Encoding.F32LE);
            pipe(new ProducerRecord<>(
                    topic,
                    event.key().getBytes(StandardCharsets.UTF_8),
                    chunks.serializer().serialize(topic, chunk)));
        }

        void pipe(ProducerRecord<byte[], byte[]> record) {
            driver.createInputTopic(
                            record.topic(),
                            Serdes.ByteArray().serializer(),
                            Serdes.ByteArray().serializer())
                    .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), 0L));
        }

        Map<String, List<Prediction>> predictions(String pipeline) {
            driver.advanceWallClockTime(Duration.ofMillis(10));
            Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
            driver.createOutputTopic(
                            pipeline + ".predictions",
                            Serdes.String().deserializer(),
                            EventSerde.of(Prediction.class, TopologyHarness.REGISTRY)
                                    .deserializer())
                    .readRecordsToList()
                    .forEach(it -> predictions
                            .computeIfAbsent(it.key(), key -> new ArrayList<>())
                            .add(it.value()));
            return predictions;
        }

        List<TestRecord<byte[], byte[]>> deadLetters() {
            driver.advanceWallClockTime(Duration.ofMillis(10));
            return driver.createOutputTopic(
                            "letters",
                            Serdes.ByteArray().deserializer(),
                            Serdes.ByteArray().deserializer())
                    .readRecordsToList();
        }

        @Override
        public void close() {
            driver.close();
            topology.close();
        }
    }
}
