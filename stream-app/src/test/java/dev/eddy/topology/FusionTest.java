package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.SignalFormat;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.ResampleSpec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One signal out of two topics: the first gives two channels at the model's rate, the second one another at half of it. */
class FusionTest {

    /** One sample a microsecond, so that times can be read as sample numbers. */
    private static final SignalSpec SIGNAL = new SignalSpec(3, 1e6);

    private static final List<Feed> FEEDS = Feed.parse("imu=0-1,level=2@500000");
    private static final Duration GRACE = Duration.of(60, ChronoUnit.MICROS);
    private static final String KEY = "tank";

    @TempDir
    private Path stateDir;

    static List<Long> seeds() {
        return new Random(20261122).longs(25).boxed().toList();
    }

    /** Law 8, over two topics of which one runs ahead of the other by less than the grace, now this one and now that one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameHoweverFarOneTopicIsAheadOfTheOther(long seed) {
        Random random = new Random(seed);
        FakeModel model = model(random);
        List<Chunk> chunks = new ArrayList<>(chunks(random, "imu", 400, 2, 1));
        chunks.addAll(chunks(random, "level", 400, 1, 2));

        List<Prediction> streamed = stream(model, inTheOrderOfArrival(random, chunks));

        assertThat(streamed).isEqualTo(offline(model, chunks)).isNotEmpty();
    }

    @Test
    void shouldHoldOneTopicUntilTheOtherSpeaksAgain() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(4).withResampling(ResampleSpec.parse("hold:8")));

        List<Prediction> streamed = stream(
                model,
                List.of(
                        new Chunk("level", new Samples(0, new float[] {100, 200, 300, 400, 500}, false)),
                        new Chunk("imu", new Samples(0, new float[16], false))));

        // Windows of 4 samples, in which the level is held for two each: 2 * (100 + 200), then half of that and 2 *
        // (300 + 400).
        assertThat(streamed).extracting(FusionTest::value).startsWith(600f, 1700f);
    }

    @Test
    void shouldHearMarksInTheLeadingTopicAlone() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2).withResampling(ResampleSpec.parse("hold:8")));

        List<Prediction> streamed = stream(
                model,
                List.of(
                        new Chunk("level", new Samples(0, new float[] {1, 1}, true)),
                        new Chunk("imu", new Samples(0, new float[] {0, 0, 0, 0}, false)),
                        new Chunk("level", new Samples(4, new float[] {1, 1}, false)),
                        new Chunk("imu", new Samples(2, new float[] {0, 0, 0, 0, 0, 0, 0, 0}, true))));

        assertThat(streamed).extracting(Prediction::getEpoch).isNotEmpty().containsOnly(0L);
    }

    @Test
    void shouldRefuseToReplayStatesFromOneOfSeveralTopics() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(4).withResampling(ResampleSpec.parse("hold:8")));
        try (Plant plant = new Plant(model)) {
            plant.order("imu", new Switch(FakeShelf.id("2"), StatePolicy.REPLAY, 0));
            assertThat(plant.messages()).singleElement().asString().contains("carry or reset");
        }
    }

    @Test
    void shouldTakeOrdersFromTheLeadingTopicAlone() {
        FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(4).withResampling(ResampleSpec.parse("hold:8")));
        try (Plant plant = new Plant(model)) {
            plant.order("level", new Switch(new ModelId("other", "2", ""), StatePolicy.CARRY, 0));
            assertThat(plant.messages()).isEmpty();

            plant.order("level", new Switch(FakeShelf.id("2"), StatePolicy.CARRY, 0));
            assertThat(plant.messages()).singleElement().asString().contains("must be in imu");
        }
    }

    @Test
    void shouldReadFeedsAsAUserWritesThem() {
        assertThat(FEEDS).containsExactly(new Feed("imu", 0, 2, 0), new Feed("level", 2, 1, 500_000));
        assertThatThrownBy(() -> Feed.parse("imu:0-1"))
                .hasMessageContaining("TOPIC=FIRST-LAST@HERTZ")
                .hasMessageContaining("'imu:0-1'");
        assertThatThrownBy(() -> Feed.require(Feed.parse("imu=0-1,level=1-2"), SIGNAL))
                .hasMessageContaining("channel 1 comes from 2");
        assertThatThrownBy(() -> Feed.require(Feed.parse("imu=0-1"), SIGNAL))
                .hasMessageContaining("channel 2 comes from 0");
        assertThatThrownBy(() -> Feed.require(Feed.parse("imu=0-1,level=2-5"), SIGNAL))
                .hasMessageContaining("level must give channels from 0 to 2");
        assertThatThrownBy(() -> Feed.require(Feed.parse("imu=0-1,imu=2"), SIGNAL))
                .hasMessageContaining("one comes twice");
        assertThatThrownBy(() -> Feed.require(Feed.parse("imu=0-1,level=2@2000000"), SIGNAL))
                .hasMessageContaining("level must come at the model's rate");
    }

    /** Some samples of one of the topics. */
    private record Chunk(String topic, Samples samples) {

        SignalSpec signal() {
            return topic.equals("imu") ? new SignalSpec(2, 1e6) : new SignalSpec(1, 5e5);
        }

        int count() {
            return samples.values().length / signal().channels();
        }

        long endMicros() {
            return samples.startMicros() + signal().micros(count());
        }
    }

    private static FakeModel model(Random random) {
        String by = List.of("hold", "linear", "nearest").get(random.nextInt(3));
        WindowSpec window = new WindowSpec(1 + random.nextInt(6), 1 + random.nextInt(6), 0, random.nextInt(4));
        return new FakeModel(SIGNAL, window.withResampling(ResampleSpec.parse(by + ":16")));
    }

    private static List<Chunk> chunks(Random random, String topic, int until, int channels, int every) {
        List<Chunk> chunks = new ArrayList<>();
        long at = 0;
        while (at < until) {
            float[] values = new float[(1 + random.nextInt(12)) * channels];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(100) - 50;
            }
            chunks.add(new Chunk(topic, new Samples(at, values, false)));
            at += (long) values.length / channels * every + (random.nextInt(8) == 0 ? 10L * every : 0);
        }
        return chunks;
    }

    /** Each chunk comes up to half the grace after its end. */
    private static List<Chunk> inTheOrderOfArrival(Random random, List<Chunk> chunks) {
        TreeMap<Long, Chunk> arrivals = new TreeMap<>();
        for (Chunk chunk : chunks) {
            long at = (chunk.endMicros() + random.nextInt((int) (GRACE.toNanos() / 2000))) * 1000;
            while (arrivals.putIfAbsent(at, chunk) != null) {
                at++;
            }
        }
        return List.copyOf(arrivals.values());
    }

    /** Every moment of which anything is known, in the order of time, in one go. */
    private static List<Prediction> offline(FakeModel model, List<Chunk> chunks) {
        TreeMap<Long, float[]> rows = new TreeMap<>();
        for (Chunk chunk : chunks) {
            int channels = chunk.signal().channels();
            for (int i = 0; i < chunk.count(); i++) {
                float[] row = rows.computeIfAbsent(
                        chunk.samples().startMicros() + chunk.signal().micros(i), it -> nothing());
                System.arraycopy(
                        chunk.samples().values(),
                        i * channels,
                        row,
                        chunk.topic().equals("imu") ? 0 : 2,
                        channels);
            }
        }
        KeyState state = new KeyState(
                SIGNAL, model.manifest().window(), model.manifest().initialState(), GRACE.toNanos() / 1000);
        for (Map.Entry<Long, float[]> row : rows.entrySet()) {
            state.accept(new Samples(row.getKey(), row.getValue(), false, false, new long[] {row.getKey()}));
        }
        state.release();
        return LawsTest.scored(model, KEY, state);
    }

    private static float[] nothing() {
        float[] row = new float[SIGNAL.channels()];
        Arrays.fill(row, Float.NaN);
        return row;
    }

    private List<Prediction> stream(FakeModel model, List<Chunk> chunks) {
        try (Plant plant = new Plant(model)) {
            chunks.forEach(plant::send);
            return plant.predictions();
        }
    }

    private static float value(Prediction prediction) {
        return prediction
                .getValues()
                .slice()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }

    /** The pipeline on Kafka Streams' test driver. */
    private final class Plant implements AutoCloseable {
        private final Engines engines;
        private final PredictionTopology topology;
        private final TopologyTestDriver driver;
        private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, TopologyHarness.REGISTRY);

        Plant(FakeModel model) {
            MetricRegistry metrics = new MetricRegistry();
            engines = Engines.of(new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), metrics));
            engines.add(FakeShelf.id("2"), FakeShelf.engine(model));
            TopologySettings settings = new TopologySettings(
                    "imu",
                    "predictions",
                    "letters",
                    "shadow",
                    TopologySettings.Bounds.DEFAULT.withGrace(GRACE),
                    SignalFormat.AVRO,
                    KeyLife.ENDLESS,
                    FEEDS);
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fusion");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            topology = PredictionTopology.build(
                    TopologyHarness.REGISTRY,
                    List.of(Pipeline.only(settings, model.manifest(), engines, Observers.of(metrics))));
            driver = new TopologyTestDriver(topology.graph(), properties);
        }

        void send(Chunk chunk) {
            SignalChunk event = new SampleCodec(chunk.signal(), 1 << 20).encode(chunk.samples(), Encoding.F32LE);
            pipe(
                    chunk.topic(),
                    new TestRecord<>(
                            KEY.getBytes(StandardCharsets.UTF_8),
                            chunks.serializer().serialize(chunk.topic(), event)));
        }

        void order(String topic, Switch order) {
            var record = order.record(topic, 0);
            pipe(topic, new TestRecord<>(record.key(), record.value(), new RecordHeaders(record.headers()), 0L));
        }

        private void pipe(String topic, TestRecord<byte[], byte[]> record) {
            driver.createInputTopic(
                            topic,
                            Serdes.ByteArray().serializer(),
                            Serdes.ByteArray().serializer())
                    .pipeInput(record);
        }

        List<Prediction> predictions() {
            TopologyHarness.rest(driver, Duration.ofSeconds(2));
            driver.advanceWallClockTime(Duration.ofMillis(10));
            return driver
                    .createOutputTopic(
                            "predictions",
                            Serdes.String().deserializer(),
                            EventSerde.of(Prediction.class, TopologyHarness.REGISTRY)
                                    .deserializer())
                    .readRecordsToList()
                    .stream()
                    .map(TestRecord::value)
                    .sorted(Comparator.comparing(Prediction::getWindowStart))
                    .toList();
        }

        List<String> messages() {
            return driver
                    .createOutputTopic(
                            "letters",
                            Serdes.ByteArray().deserializer(),
                            Serdes.ByteArray().deserializer())
                    .readRecordsToList()
                    .stream()
                    .map(it -> DeadLetterHeaders.of(it.headers()).message())
                    .toList();
        }

        @Override
        public void close() {
            driver.close();
            engines.close();
            topology.close();
        }
    }
}
