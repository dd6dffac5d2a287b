package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are given the state that another one had: they go on as that one would, with commits and crashes at random. */
class SeedLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 3, 1, 2);
    private static final ModelId FIRST = FakeShelf.id("1");
    private static final ModelId SECOND = FakeShelf.id("2");

    private final FakeShelf shelf = new FakeShelf(new FakeModel(SIGNAL, WINDOW), new FakeModel(SIGNAL, WINDOW, "2", 3));

    @AfterEach
    void close() {
        shelf.close();
    }

    /** So that all of a key is in its state that was committed. */
    private static final TopologySettings.Bounds AT_ONCE = TopologySettings.Bounds.DEFAULT.withReread(0);

    static List<Long> seeds() {
        return new Random(17).longs(40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGoOnAsTheKeyThatHadTheState(long number) {
        Random random = new Random(number);
        RandomHistory history = new RandomHistory(number);
        List<RandomHistory.Event> events = history.cut(history.stretches(1), true);
        String key = events.get(0).key();
        int cut = 1 + random.nextInt(events.size());
        BareTask original = shelf.task(AT_ONCE);
        original.takeAll(events.subList(0, cut), BareTask::process, random);
        int known = predictions(original, key).size();
        byte[] state = state(original, key);
        original.takeAll(events, BareTask::process, random);

        BareTask other = shelf.task();
        List<Object> input = new ArrayList<>(noise(random));
        other.takeAll(input, SeedLawTest::take, random);
        int noise = predictions(other, "fork").size();
        input.add(new Seed(FIRST, state));
        events.subList(cut, events.size()).forEach(it -> input.add(new RandomHistory.Event("fork", it.samples())));
        other.takeAll(input, SeedLawTest::take, random);

        List<Prediction> expected = predictions(original, key);
        List<Prediction> found = predictions(other, "fork");
        assertThat(other.letters()).isEmpty();
        assertThat(found.subList(noise, found.size())).isEqualTo(expected.subList(known, expected.size()));
    }

    @Test
    void shouldNeitherLoseWhatWasBeingScoredNorGoOnFromIt() {
        BareTask original = shelf.task(AT_ONCE);
        original.process(FakeShelf.event("k", 0, 1, 2));
        original.commit();
        BareTask other = shelf.task();
        other.process(FakeShelf.event("fork", 50, 7, 7, 7, 7, 7, 7));
        other.process(new Seed(FIRST, state(original, "k")), "fork");
        other.process(FakeShelf.event("fork", 2, 3));
        other.commit();

        assertThat(predictions(other, "fork"))
                .extracting(it -> it.getEpoch() + "/" + it.getStep())
                .containsExactly("0/0", "0/1", "0/0");
    }

    @Test
    void shouldTakeAStateOutOfItsGenerationAndItsTrial() {
        BareTask original = shelf.task(AT_ONCE);
        original.process(new Switch(SECOND, StatePolicy.CARRY, 0));
        original.process(new Tryout(FIRST, 1, "predictions.shadow", Tryout.Limits.USUAL));
        original.process(FakeShelf.event("k", 0, 1, 2, 3));
        original.commit();
        BareTask other = shelf.task();
        other.process(new Switch(SECOND, StatePolicy.CARRY, 0));
        other.process(new Seed(SECOND, state(original, "k")), "k");
        other.process(FakeShelf.event("k", 3, 4, 5, 6));
        other.commit();
        original.process(FakeShelf.event("k", 3, 4, 5, 6));
        original.commit();

        assertThat(predictions(other, "k")).isEqualTo(predictions(original, "k").subList(1, 2));
    }

    @Test
    void shouldRefuseWhatCannotBeAStateHereAndChangeNothing() {
        BareTask original = shelf.task(AT_ONCE);
        original.process(FakeShelf.event("k", 0, 1, 2, 3));
        original.commit();
        byte[] state = state(original, "k");
        byte[] damaged = state.clone();
        damaged[state.length / 2] ^= 1;

        BareTask other = shelf.task();
        other.process(FakeShelf.event("k", 0, 1, 2, 3));
        other.process(new Seed(SECOND, state), "k");
        other.process(new Seed(FIRST, damaged), "k");
        other.process(new Seed(FIRST, new byte[0]), "k");
        other.process(new Seed(new ModelId("fake", "1", "another file"), state), "k");
        Record<byte[], byte[]> whole = record(new Seed(FIRST, state));
        other.process(new Record<>(whole.key(), new byte[] {'{'}, 0, whole.headers()));
        other.process(new Record<>(null, whole.value(), 0, whole.headers()));
        other.process(FakeShelf.event("k", 3, 4, 5, 6));
        other.commit();

        assertThat(predictions(other, "k")).hasSize(2);
        assertThat(other.letters())
                .extracting(it -> new String(
                        Objects.requireNonNull(it.headers().lastHeader("eddy.reason"))
                                .value(),
                        StandardCharsets.UTF_8))
                .containsExactly("BAD_SEED", "BAD_SEED", "BAD_SEED", "BAD_SEED", "BAD_SEED", "NO_KEY");
    }

    private static Record<byte[], byte[]> record(Seed seed) {
        var record = seed.record("signals", "k");
        return new Record<>(record.key(), record.value(), 0, record.headers());
    }

    private static byte[] state(BareTask task, String key) {
        return StoredKey.bare(
                Objects.requireNonNull(task.stored().get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)))));
    }

    private static List<Prediction> predictions(BareTask task, String key) {
        return task.committed().getOrDefault(key, List.of());
    }

    private static List<RandomHistory.Event> noise(Random random) {
        List<RandomHistory.Event> noise = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            noise.add(FakeShelf.event("fork", 100L * i, random.nextFloat(), random.nextFloat(), random.nextFloat(), 1));
        }
        return noise;
    }

    private static void take(BareTask task, Object input) {
        if (input instanceof Seed seed) {
            task.process(seed, "fork");
        } else {
            FakeShelf.take(task, input);
        }
    }
}
