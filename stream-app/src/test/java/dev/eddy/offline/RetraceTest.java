package dev.eddy.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.SignalFormat;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.Step;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.topology.TopologyHarness;
import dev.eddy.topology.TopologySettings;
import dev.eddy.watch.StoredPrediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stream has predicted is made again from its events. */
class RetraceTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final WindowSpec WINDOW = new WindowSpec(4, 2, 1, 3);
    private static final RegistryConfig REGISTRY = RegistryConfig.of("mock://retraced");

    private final EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, REGISTRY);
    private final List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();

    @TempDir
    private Path stateDir;

    private static FakeModel model() {
        return new FakeModel(SIGNAL, WINDOW);
    }

    @AfterEach
    void close() {
        chunks.close();
    }

    @Test
    void shouldMakeEveryPredictionOfTheStreamAgain() {
        List<ScoredKey> stored = streamed(pieces());

        assertThat(stored)
                .hasSizeGreaterThan(100)
                .anyMatch(it -> it.prediction().getEpoch() > 2);
        for (int i = 0; i < stored.size(); i += 7) {
            StoredPrediction found = found(stored, stored.get(i));
            assertThat(found.prediction()).isEqualTo(stored.get(i));
            Retrace.Made made = made(found, events);
            assertThat(made.prediction()).isEqualTo(stored.get(i).prediction());
            assertThat(made.windows())
                    .isEqualTo((int) stored.get(i).prediction().getStep() + 1);
            assertThat(found.equalTo(made.prediction())).isTrue();
            assertThat(found.doubts(made.prediction())).isEmpty();
        }
    }

    @Test
    void shouldTellThatASampleWasAnotherOne() {
        List<ScoredKey> stored = streamed(List.of(new Samples(0, new float[] {1, 2, 3, 4, 5}, false)));
        StoredPrediction last = found(stored, stored.get(stored.size() - 1));
        List<ConsumerRecord<String, byte[]>> other = List.of(record(0, "k", new float[] {1, 2, 3, 4, 5.00001f}));

        assertThat(last.equalTo(made(last, events).prediction())).isTrue();
        assertThat(last.equalTo(made(last, other).prediction())).isFalse();
    }

    @Test
    void shouldDoWithoutEarlierEpochsAndSayIt() {
        List<ScoredKey> stored = streamed(List.of(
                new Samples(0, new float[] {1, 2, 3}, true), new Samples(3000, new float[] {4, 5, 6, 7, 8}, false)));
        StoredPrediction last = found(stored, stored.get(stored.size() - 1));

        Retrace.Made made = made(last, events.subList(1, 2));

        assertThat(last.equalTo(made.prediction())).isTrue();
        assertThat(last.doubts(made.prediction())).singleElement().asString().contains("let go of");
    }

    @Test
    void shouldPassOverATrialAndGoOnFromASeed() {
        List<ScoredKey> stored = streamed(List.of(new Samples(0, new float[] {1, 2, 3, 4, 5, 6, 7}, false)));
        StoredPrediction last = found(stored, stored.get(stored.size() - 1));
        KeyState before = new KeyState(SIGNAL, WINDOW, new float[1]);
        before.accept(new Samples(0, new float[] {1, 2, 3, 4, 5}, false));
        for (var window = before.begin(); window.isPresent(); window = before.begin()) {
            before.advance(model().step(List.of(new Step("k", window.get(), before.hidden())))
                    .get(0)
                    .state());
        }
        byte[] state = Layout.of(model().manifest()).codec(0).write(before);
        ModelId id = new ModelId("fake", "1", "");
        List<ConsumerRecord<String, byte[]>> seeded = List.of(
                record("k", new Samples(0, new float[] {9, 9, 9, 9}, false)),
                control(new Tryout(new ModelId("fake", "2", ""), 1, "shadow", Tryout.Limits.USUAL)
                        .record("signals", 0)),
                control(new Seed(id, new byte[3]).record("signals", "other")),
                control(new Seed(id, state).record("signals", "k")),
                record(5000, "k", new float[] {6, 7}));

        assertThat(last.equalTo(made(last, seeded).prediction())).isTrue();
    }

    private ConsumerRecord<String, byte[]> control(ProducerRecord<byte[], byte[]> order) {
        String key = order.key() == null ? "" : new String(order.key(), StandardCharsets.UTF_8);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("signals", 0, events.size(), key, order.value());
        order.headers().forEach(record.headers()::add);
        return record;
    }

    @Test
    void shouldRefuseWhatCannotBeMadeAnyMore() {
        List<ScoredKey> stored = streamed(List.of(
                new Samples(0, new float[] {1, 2, 3}, false), new Samples(3000, new float[] {4, 5, 6, 7, 8}, false)));
        StoredPrediction last = found(stored, stored.get(stored.size() - 1));

        assertThatIllegalStateException()
                .isThrownBy(() -> made(last, events.subList(1, 2)))
                .withMessageContaining("the topic has let go of its beginning");
        assertThatIllegalStateException()
                .isThrownBy(() -> search("k", 99).found("predictions"))
                .withMessageContaining("must hold step 99");
    }

    /** With gaps to be filled, gaps that are not, ends, repetitions and another key in between. */
    private static List<Samples> pieces() {
        Random random = new Random(5);
        List<Samples> pieces = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 60; i++) {
            float[] values = new float[1 + random.nextInt(9)];
            for (int v = 0; v < values.length; v++) {
                values[v] = random.nextFloat();
            }
            pieces.add(new Samples(at * 1000, values, random.nextInt(12) == 0));
            at += values.length + (random.nextInt(4) == 0 ? random.nextInt(6) : 0);
            if (random.nextInt(5) == 0) {
                pieces.add(pieces.get(pieces.size() - 1));
            }
        }
        return pieces;
    }

    private List<ScoredKey> streamed(List<Samples> pieces) {
        try (TopologyHarness harness = new TopologyHarness(model(), TopologySettings.usual(), stateDir)) {
            for (Samples piece : pieces) {
                harness.send("k", piece);
                events.add(record("k", piece));
                harness.send("other", piece);
                events.add(record("other", piece));
            }
            events.removeIf(it -> pieces.size() < 10 && it.key().equals("other"));
            return harness.predictions().stream()
                    .filter(it -> it.key().equals("k"))
                    .map(it -> new ScoredKey(it.key(), it.value()))
                    .toList();
        }
    }

    private ConsumerRecord<String, byte[]> record(long start, String key, float[] values) {
        return record(key, new Samples(start, values, false));
    }

    private ConsumerRecord<String, byte[]> record(String key, Samples samples) {
        SignalChunk chunk = new SampleCodec(SIGNAL, 100).encode(samples, Encoding.F32LE);
        return new ConsumerRecord<>(
                "signals", 0, events.size(), key, chunks.serializer().serialize("signals", chunk));
    }

    private StoredPrediction.Search search(String key, long step) {
        return new StoredPrediction.Search(model().manifest(), key, step, OptionalLong.empty());
    }

    private StoredPrediction found(List<ScoredKey> stored, ScoredKey one) {
        StoredPrediction.Search search = new StoredPrediction.Search(
                model().manifest(),
                one.key(),
                one.prediction().getStep(),
                OptionalLong.of(one.prediction().getEpoch()));
        stored.forEach(search::take);
        return search.found("predictions");
    }

    private Retrace.Made made(StoredPrediction stored, List<ConsumerRecord<String, byte[]>> from) {
        Retrace.Topic topic = new Retrace.Topic("signals", REGISTRY, SignalFormat.AVRO, Duration.ZERO);
        try (Retrace retrace = new Retrace(model(), 8, topic, stored.prediction())) {
            for (ConsumerRecord<String, byte[]> event : from) {
                if (!retrace.take(event)) {
                    break;
                }
            }
            return retrace.made();
        }
    }
}
