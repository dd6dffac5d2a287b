package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FailoverModel;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commits and crashes at random places, with steps still out: laws 1 to 5 and 9 on the bare processor. */
class CrashLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);

    /** Long enough that steps are out when the commit or the crash comes. */
    private static final BatchPolicy PATIENT = new BatchPolicy(4, Duration.ofMillis(20));

    private final FakeModel model = new FakeModel(SIGNAL, new WindowSpec(4, 3, 1, 2));

    /**
     * Of so many windows two, six or 16 may stay out over a commit, or more than there are; few keys or all are in memory; and a
     * key is written with each event of it, or its events are read once more.
     */
    private static TopologySettings.Bounds anyBounds(Random random) {
        int pending = List.of(8, 24, 64, 1024).get(random.nextInt(4));
        int live = List.of(1, 2, 10_000).get(random.nextInt(3));
        int reread = List.of(0, 1, 5, 250_000).get(random.nextInt(4));
        return new TopologySettings.Bounds(1 << 20, pending, live, Duration.ofSeconds(8), false, Duration.ZERO, reread);
    }

    /** The same model for one thread of the engine, or for three. */
    private List<FakeModel> oneOrThree(long seed) {
        WindowSpec window = model.manifest().window();
        return seed % 2 == 0
                ? List.of(model)
                : List.of(model, new FakeModel(SIGNAL, window), new FakeModel(SIGNAL, window));
    }

    static List<Long> seeds() {
        return new Random(42).longs(40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameWhereverItIsCommittedAndCrashed(long seed) {
        RandomHistory history = new RandomHistory(seed);
        Map<String, List<Samples>> stretches = history.stretches(5);
        List<RandomHistory.Event> events = history.cut(stretches, true);
        Random random = new Random(seed);
        try (InferenceEngine engine = new InferenceEngine(oneOrThree(seed), PATIENT, new MetricRegistry())) {
            BareTask task = new BareTask(model.manifest(), engine, anyBounds(random));

            task.takeAll(events, BareTask::process, random);

            assertThat(task.committed()).isEqualTo(LawsTest.offline(model, stretches));
        }
    }

    /** A device that fails again and again, in the middle of batches, commits and crashes: nobody downstream can tell. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameHoweverOftenTheDeviceIsLost(long seed) {
        RandomHistory history = new RandomHistory(seed);
        Map<String, List<Samples>> stretches = history.stretches(5);
        List<RandomHistory.Event> events = history.cut(stretches, true);
        Random random = new Random(seed);
        FakeModel device = new FakeModel(SIGNAL, new WindowSpec(4, 3, 1, 2));
        FailoverModel.Terms hasty = new FailoverModel.Terms(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);
        FailoverModel both = new FailoverModel(() -> device, model, hasty, System::nanoTime);
        try (InferenceEngine engine = new InferenceEngine(both, PATIENT, new MetricRegistry())) {
            BareTask task = new BareTask(model.manifest(), engine, anyBounds(random));

            while (task.offset() < events.size()) {
                if (random.nextInt(4) == 0) {
                    device.stumble();
                }
                task.process(events.get(task.offset()));
                if (random.nextInt(4) == 0) {
                    task.commit();
                } else if (random.nextInt(32) == 0) {
                    task.crash();
                }
            }
            task.settle();

            assertThat(task.committed()).isEqualTo(LawsTest.offline(model, stretches));
            assertThat(both.failovers()).isPositive();
        }
    }

    /** Law 2: runs of up to eight windows are out when the commit or the crash comes, and one of them fails. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldPredictTheSameWhenKeysCatchUp(long seed) {
        RandomHistory history = new RandomHistory(seed);
        Map<String, List<Samples>> stretches = history.stretches(5);
        Random random = new Random(seed);
        boolean poisoned = random.nextBoolean();
        if (poisoned) {
            float[] values = stretches.values().iterator().next().get(0).values();
            values[random.nextInt(values.length)] = FakeModel.POISON;
        }
        List<RandomHistory.Event> events = history.cut(stretches, true);
        RandomHistory.Event unlucky = poisoned ? null : events.get(random.nextInt(events.size()));
        int catchUp = 2 + random.nextInt(7);
        FakeModel stumbling = new FakeModel(SIGNAL, new WindowSpec(2, 1, 1, 2));
        try (InferenceEngine engine =
                new InferenceEngine(stumbling, PATIENT.withCatchUp(catchUp), new MetricRegistry())) {
            BareTask task = new BareTask(stumbling.manifest(), engine, anyBounds(random));
            assertThat(stumbling.longestRun()).as("the trial of the engine").isEqualTo(catchUp);
            AtomicBoolean stumbled = new AtomicBoolean(poisoned);

            task.takeAll(
                    events,
                    (it, event) -> {
                        if (event.equals(unlucky) && stumbled.compareAndSet(false, true)) {
                            stumbling.stumble();
                        }
                        it.process(event);
                    },
                    random);

            assertThat(task.committed()).isEqualTo(LawsTest.offline(model(stumbling), stretches));
            assertThat(stumbling.longestRun()).isBetween(2, catchUp);
        }
    }

    /** The same that never stumbles. */
    private static FakeModel model(FakeModel other) {
        return new FakeModel(SIGNAL, other.manifest().window());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldForwardNothingTwiceAndNothingOnClose(long seed) {
        RandomHistory history = new RandomHistory(seed);
        List<RandomHistory.Event> events = history.cut(history.stretches(5), false);
        try (InferenceEngine engine = new InferenceEngine(model, PATIENT, new MetricRegistry())) {
            // So few that a commit leaves none out.
            BareTask task =
                    new BareTask(model.manifest(), engine, TopologySettings.Bounds.DEFAULT.withPendingWindows(3));
            events.forEach(task::process);
            task.keyStates().flushCache();
            int forwarded = task.forwarded();

            task.keyStates().flushCache();

            assertThat(task.forwarded()).isEqualTo(forwarded);
            assertThat(task.forwardedOnClose()).isEqualTo(forwarded);
        }
    }
}
