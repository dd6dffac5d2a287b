package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Prediction;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are not written for each event: what they have taken in is read once more. */
class RereadTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);

    private final FakeModel model = new FakeModel(SIGNAL, new WindowSpec(4, 3, 1, 2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(4, Duration.ofMillis(5)), new MetricRegistry());

    /** An event, or the end of what is known of a key. */
    private record Input(String key, RandomHistory.@Nullable Event event) {}

    @AfterEach
    void stop() {
        engine.close();
    }

    static List<Long> seeds() {
        return new Random(9).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldForgetWhatIsForgottenWhereverItIsCommittedAndCrashed(long seed) {
        Random random = new Random(seed);
        List<Input> inputs = inputs(seed, random);
        BareTask task = task(any(random));

        task.takeAll(inputs, RereadTest::take, random);

        assertThat(task.committed()).isEqualTo(calm(inputs));
    }

    /** As keys are predicted that are written with each event, with one commit in the end. */
    private Map<String, List<Prediction>> calm(List<Input> inputs) {
        BareTask calm = task(0);
        inputs.forEach(it -> take(calm, it));
        calm.settle();
        return calm.committed();
    }

    /** Whoever takes over may be told otherwise. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGoOnWhateverTheOneBeforeHasWritten(long seed) {
        Random random = new Random(seed);
        List<Input> inputs = inputs(seed, random);
        Map<String, List<Prediction>> all = new LinkedHashMap<>();
        BareTask task = task(any(random));
        while (task.offset() < inputs.size()) {
            take(task, inputs.get(task.offset()));
            if (random.nextInt(5) == 0) {
                task.commit();
                BareTask next = task(random.nextBoolean() ? any(random).withReread(0) : any(random));
                next.recycle(task);
                add(task, all);
                task = next;
            }
        }
        task.settle();
        add(task, all);

        assertThat(all).isEqualTo(calm(inputs));
    }

    /** As few as two windows may stay out over a commit, or all. */
    private static TopologySettings.Bounds any(Random random) {
        return TopologySettings.Bounds.DEFAULT
                .withPendingWindows(List.of(8, 1024).get(random.nextInt(2)))
                .withReread(List.of(1, 5, 250_000).get(random.nextInt(3)));
    }

    @Test
    void shouldScoreWhatWasOutThoughNothingIsToBeBehindAnyMore() {
        try (InferenceEngine oneByOne =
                new InferenceEngine(model, new BatchPolicy(1, Duration.ZERO), new MetricRegistry())) {
            TopologySettings.Bounds bounds = TopologySettings.Bounds.DEFAULT.withPendingWindows(8);
            BareTask before = new BareTask(model.manifest(), oneByOne, bounds);
            model.hang();
            List.of("a", "b", "c").forEach(key -> before.process(event(key, 0, 1, 2, 3)));
            model.release(1);
            before.commit(); // two stay out
            BareTask task = new BareTask(model.manifest(), oneByOne, bounds.withReread(0));

            task.recycle(before);
            model.release();
            task.settle();

            assertThat(before.committed()).containsOnlyKeys("a");
            assertThat(task.committed()).containsOnlyKeys("b", "c");
        }
    }

    @Test
    void shouldCallForACommitOfWhatItHasReadOnceMore() {
        BareTask before = task(100);
        before.process(event("k", 0, 1));
        before.commit();

        BareTask task = task(0);
        task.recycle(before);

        assertThat(task.clocks()).isEqualTo(1);
    }

    @Test
    void shouldWriteWhatIsBehindWhereItComesToAnEarlierEventAgain() {
        MapStore bytes = new MapStore(Map.of());
        KeyStateStore store = new KeyStateStore(
                bytes,
                Lineage.of(new ModelId("fake", "1", ""), Layout.of(model.manifest())),
                TopologySettings.Bounds.DEFAULT);
        store.reached(180);
        store.tookIn(store.get("late"));
        store.reached(110);
        store.tookIn(store.get("early"));
        store.flushCache();

        assertThat(bytes.entries()).containsKey(name("late")).doesNotContainKey(name("early"));
        assertThat(store.unwritten().stored()).isEqualTo(new Unwritten.Range(110, 111));

        store.reached(5);
        store.tookIn(store.get("late"));
        store.flushCache();
        assertThat(GenerationCodec.offset(Objects.requireNonNull(bytes.entries().get(name("late")))))
                .isEqualTo(5);
    }

    @Test
    void shouldWriteAKeyWhenAWindowOfItWasScored() {
        BareTask task = task(100);

        task.process(event("k", 0, 1, 2));
        task.commit();
        assertThat(task.stored()).doesNotContainKey(name("k")).containsKey(Notes.BEHIND);

        task.process(event("k", 2, 3));
        task.settle();
        assertThat(task.stored()).containsKey(name("k"));
        assertThat(task.stored().get(Notes.BEHIND)).isEmpty();
    }

    @Test
    void shouldWriteAKeyOfWhichNothingCameForSomeEvents() {
        BareTask task = task(3);
        task.process(event("slow", 0, 1));
        IntStream.range(0, 3).forEach(i -> task.process(event("k" + i, i, 1)));
        task.commit();

        assertThat(task.stored()).containsKey(name("slow")).doesNotContainKey(name("k0"));
    }

    @Test
    void shouldWriteAKeyAfterSomeTime() {
        AtomicLong nanos = new AtomicLong();
        Unwritten unwritten = new Unwritten(new Notes(new MapStore(Map.of()), new StoreFiles()), 100, nanos::get);
        LiveKey old = key("old");
        LiveKey young = key("young");
        unwritten.reached(7);
        unwritten.add(old);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        unwritten.add(young);
        assertThat(unwritten.overdue()).isEmpty();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));

        assertThat(unwritten.overdue()).containsExactly(old);
    }

    @Test
    void shouldCallForACommitAsLongAsKeysAreBehind() {
        BareTask task = task(100);
        assertThat(task.clocks()).isZero();

        task.process(event("k", 0, 1));
        assertThat(task.clocks()).isEqualTo(1);

        task.process(event("k", 1, 2, 3));
        task.settle();
        task.tick(0);
        assertThat(task.clocks()).isZero();
    }

    private static List<Input> inputs(long seed, Random random) {
        RandomHistory history = new RandomHistory(seed);
        List<Input> inputs = new ArrayList<>();
        history.cut(history.stretches(4), true).forEach(event -> {
            inputs.add(new Input(event.key(), event));
            if (random.nextInt(6) == 0) {
                inputs.add(new Input("key-" + random.nextInt(4), null));
            }
        });
        return inputs;
    }

    private LiveKey key(String name) {
        return new LiveKey(name(name), new KeyState(SIGNAL, WindowSpec.tumbling(2), new float[1]), 0);
    }

    private BareTask task(int reread) {
        return task(TopologySettings.Bounds.DEFAULT.withReread(reread));
    }

    private BareTask task(TopologySettings.Bounds bounds) {
        return new BareTask(model.manifest(), engine, bounds);
    }

    private static void add(BareTask task, Map<String, List<Prediction>> all) {
        task.committed().forEach((key, some) -> all.computeIfAbsent(key, it -> new ArrayList<>())
                .addAll(some));
    }

    private static void take(BareTask task, Input input) {
        if (input.event() == null) {
            task.forget(input.key());
        } else {
            task.process(input.event());
        }
    }

    private static RandomHistory.Event event(String key, long at, float... values) {
        return new RandomHistory.Event(key, new Samples(at, values, false));
    }

    private static Bytes name(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
