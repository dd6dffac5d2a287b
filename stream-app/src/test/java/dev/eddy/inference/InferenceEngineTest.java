package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceEngineTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private static final BatchPolicy EAGER = new BatchPolicy(64, Duration.ZERO);
    private static final BatchPolicy PATIENT = new BatchPolicy(4, Duration.ofSeconds(1));

    private final FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
    private final MetricRegistry metrics = new MetricRegistry();
    private InferenceEngine engine = new InferenceEngine(model, EAGER, metrics);

    @AfterEach
    void close() {
        model.release();
        engine.close();
    }

    @Test
    void exampleUsage() throws InterruptedException {
        try (Lane lane = engine.openLane()) {
            lane.submit(Steps.step("a", 4, 1, 2));

            assertThat(Steps.text(Steps.take(lane))).isEqualTo("a: 5.0 -> 5.0");
            assertThat(lane.inFlight()).isZero();
            assertThat(lane.poll()).isEmpty();
        }
    }

    @Test
    void shouldAnswerEachLaneWithItsOwnSteps() throws InterruptedException {
        Lane one = engine.openLane();
        Lane two = engine.openLane();

        one.submit(Steps.step("a", 0, 1, 1));
        two.submit(Steps.step("b", 0, 2, 2));
        one.submit(Steps.step("c", 8, 3, 3));

        assertThat(Steps.takeAll(one)).map(Steps::text).containsExactly("a: 2.0 -> 2.0", "c: 10.0 -> 10.0");
        assertThat(Steps.takeAll(two)).map(Steps::text).containsExactly("b: 4.0 -> 4.0");
    }

    @Test
    void shouldFillBatchesUpToTheLimit() throws InterruptedException {
        restart(new BatchPolicy(4, Duration.ZERO));
        Lane lane = engine.openLane();
        model.hang();
        lane.submit(Steps.step("first", 0, 0, 0));
        await().until(() -> !model.batches().isEmpty());

        IntStream.range(0, 9).forEach(i -> lane.submit(Steps.step("k" + i, 0, i, i)));
        model.release();
        List<StepResult> results = Steps.takeAll(lane);

        assertThat(results).hasSize(10);
        assertThat(model.batches()).containsExactly(1, 4, 4, 1);
        assertThat(metrics.histogram("engine.batch").getSnapshot().getMax()).isEqualTo(4);
    }

    @Test
    void shouldNotWaitForABatchThatIsFull() {
        restart(PATIENT);
        Lane lane = engine.openLane();
        long start = System.nanoTime();

        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 4).forEach(i -> lane.submit(Steps.step("k" + i, 0, i, i)));
            await().pollInterval(Duration.ofMillis(1)).until(() -> taken(lane));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldLingerForCompanyWhenNobodyWaits() {
        restart(PATIENT);
        Lane lane = engine.openLane();
        long start = System.nanoTime();

        lane.submit(Steps.step("a", 0, 1, 1));
        await().pollInterval(Duration.ofMillis(1)).until(() -> taken(lane));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldStopLingeringWhenSomebodyWaits() throws InterruptedException {
        restart(PATIENT);
        Lane lane = engine.openLane();
        long start = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            lane.submit(Steps.step("a", 0, 1, 1));
            Steps.take(lane);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(model.batches()).hasSize(10).containsOnly(1);
    }

    @Test
    void shouldWaitNoLongerThanAsked() throws InterruptedException {
        model.hang();
        Lane lane = engine.openLane();
        lane.submit(Steps.step("a", 0, 1, 1));

        assertThat(lane.await(1_000_000)).isEmpty();
        assertThat(lane.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldEndItsThreadAndTheModelWhenClosed() {
        Lane lane = engine.openLane();

        engine.close();
        lane.submit(Steps.step("a", 0, 1, 1));

        assertThat(model.closed()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(it -> it.getName().equals("inference-engine"))
                .isEmpty();
        assertThat(lane.poll()).isEmpty();
        assertThat(model.batches()).isEmpty();
    }

    @Test
    void shouldFinishTheBatchThatRunsWhenClosed() throws InterruptedException {
        model.hang();
        Lane lane = engine.openLane();
        lane.submit(Steps.step("a", 0, 1, 1));
        await().until(() -> !model.batches().isEmpty());

        Thread closing = new Thread(engine::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(model.closed()).isFalse();
        model.release();
        closing.join();

        assertThat(lane.poll()).map(Steps::text).hasValue("a: 2.0 -> 2.0");
        assertThat(model.closed()).isTrue();
    }

    @Test
    void shouldLeaveAModelBehindThatHangsWhenClosed() {
        model.hang();
        InferenceEngine stuck = new InferenceEngine(
                List.of(model), new BatchPolicy(1, Duration.ZERO), new MetricRegistry(), Duration.ofMillis(1));
        stuck.openLane().submit(Steps.step("a", 0, 1, 1));
        await().until(() -> !model.batches().isEmpty());

        stuck.close();

        assertThat(model.closed()).isFalse();
        model.release();
    }

    @Test
    void shouldPutTheNextBatchTogetherWhileOneIsComputed() throws InterruptedException {
        FakeModel second = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
        engine.close();
        model.hang();
        second.hang();
        engine = new InferenceEngine(List.of(model, second), EAGER, metrics);
        Lane lane = engine.openLane();

        lane.submit(Steps.step("a", 0, 1, 1));
        await().until(() -> model.batches().size() + second.batches().size() == 1);
        lane.submit(Steps.step("b", 0, 2, 2));
        await().until(() -> model.batches().size() == 1 && second.batches().size() == 1);
        model.release();
        second.release();

        assertThat(Steps.takeAll(lane)).map(Steps::text).containsExactlyInAnyOrder("a: 2.0 -> 2.0", "b: 4.0 -> 4.0");
        engine.close();
        assertThat(model.closed()).isTrue();
        assertThat(second.closed()).isTrue();
    }

    @Test
    void shouldCloseTheCopiesThatWereOpenedWhenOneCannotBe() {
        FakeModel first = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
        Iterator<SequenceModel> copies = List.<SequenceModel>of(first).iterator();

        assertThatThrownBy(() -> InferenceEngine.of(copies::next, EAGER.withThreads(2), metrics))
                .isInstanceOf(NoSuchElementException.class);

        assertThat(first.closed()).isTrue();
    }

    @Test
    void shouldWarmUpEachOfItsThreads() throws InterruptedException {
        List<FakeModel> models = IntStream.range(0, 4)
                .mapToObj(i -> new FakeModel(SIGNAL, WindowSpec.tumbling(2)))
                .toList();
        try (InferenceEngine several =
                new InferenceEngine(models, new BatchPolicy(5, Duration.ZERO), new MetricRegistry())) {
            several.warmUp();
            assertThat(models).allSatisfy(it -> assertThat(it.batches()).containsExactly(1));

            several.warmUpInBatches();
            assertThat(models).allSatisfy(it -> assertThat(it.batches()).containsExactly(1, 1, 2, 4, 5));
        }
    }

    @Test
    void shouldSayThatOneOfItsModelsCannotScore() {
        FakeModel second = new FakeModel(SIGNAL, WindowSpec.tumbling(2)).broken(true);
        try (InferenceEngine both = new InferenceEngine(
                List.of(new FakeModel(SIGNAL, WindowSpec.tumbling(2)), second), EAGER, new MetricRegistry())) {
            assertThatThrownBy(both::warmUp)
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("told to fail");
        }
    }

    @Test
    void shouldCloseAllOfItsModelsWhateverFails() {
        List<FakeModel> models = IntStream.range(0, 3)
                .mapToObj(i -> new FakeModel(SIGNAL, WindowSpec.tumbling(2)).failWhenClosed())
                .toList();
        InferenceEngine several = new InferenceEngine(models, EAGER, new MetricRegistry());

        assertThatThrownBy(several::close)
                .isInstanceOf(InferenceException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));

        assertThat(models).allMatch(FakeModel::closed);
    }

    @Test
    void shouldTellWhatWentWrongFirstWhenTheCopiesCannotBeClosedEither() {
        List<FakeModel> two = List.of(
                new FakeModel(SIGNAL, WindowSpec.tumbling(2)).failWhenClosed(),
                new FakeModel(SIGNAL, WindowSpec.tumbling(2)).failWhenClosed());
        Iterator<FakeModel> copies = two.iterator();

        assertThatThrownBy(() -> InferenceEngine.of(copies::next, EAGER.withThreads(3), metrics))
                .isInstanceOf(NoSuchElementException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));

        assertThat(two).allMatch(FakeModel::closed);
    }

    private void restart(BatchPolicy policy) {
        engine.close();
        engine = new InferenceEngine(model, policy, metrics);
    }

    private static boolean taken(Lane lane) {
        Optional<StepResult> next = lane.poll();
        while (next.isPresent()) {
            next = lane.poll();
        }
        return lane.inFlight() == 0;
    }
}
