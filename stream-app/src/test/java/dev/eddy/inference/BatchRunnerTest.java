package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 7: a bad window fails alone; a broken model blames no window. */
@Timeout(60)
class BatchRunnerTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private final LinkedBlockingQueue<Lane.Ticket> waiting = new LinkedBlockingQueue<>();
    private final Lane lane = new Lane(waiting, new AtomicInteger());
    private final FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 14, 15})
    void shouldFailABadWindowAlone(int bad) throws InterruptedException {
        submit(16, i -> i == bad ? FakeModel.POISON : i + 100);

        run(model);

        List<StepResult> results = Steps.takeAll(lane);
        assertThat(results).map(it -> it.step().key()).containsExactlyElementsOf(keys(16));
        for (int i = 0; i < 16; i++) {
            assertThat(Steps.text(results.get(i)))
                    .isEqualTo(i == bad ? i + ": failed" : i + ": " + (i + 100f) + " -> " + (i + 100f));
        }
        assertThat(((StepResult.Failed) results.get(bad)).reason()).isEqualTo("the fake model was told to fail");
        assertThat(model.batches()).hasSizeLessThan(12);
    }

    @Test
    void shouldFindSeveralBadWindows() throws InterruptedException {
        submit(9, i -> i % 3 == 1 ? FakeModel.POISON : 1);

        run(model);

        assertThat(Steps.takeAll(lane))
                .filteredOn(it -> it instanceof StepResult.Failed)
                .map(it -> it.step().key())
                .containsExactly("1", "4", "7");
    }

    @Test
    void shouldNotBlameTheOnlyWindowForAFailureThatPasses() throws InterruptedException {
        submit(1, i -> 5);

        run(model.stumble());

        assertThat(Steps.takeAll(lane)).map(Steps::text).containsExactly("0: 5.0 -> 5.0");
    }

    @Test
    void shouldHalveABatchThatIsTooLargeForTheMemory() throws InterruptedException {
        submit(16, i -> -i);

        run(model.holdAtMost(5));

        assertThat(Steps.takeAll(lane)).hasSize(16).hasOnlyElementsOfType(StepResult.Scored.class);
        assertThat(model.batches()).containsExactly(16, 8, 4, 4, 8, 4, 4);
    }

    @Test
    void shouldBlameNoWindowWhenTheModelScoresNothing() throws InterruptedException {
        submit(3, i -> i);

        run(model.broken(true));

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(lane::poll)
                .withMessageContaining("the model scores nothing any more")
                .withMessageContaining("was told to fail")
                .withMessageContaining("restart the app");
        assertThat(lane.inFlight()).isEqualTo(3);
    }

    @Test
    void shouldWakeWhoWaitsForABrokenModel() {
        submit(1, i -> i);
        long start = System.nanoTime();
        Thread engine = new Thread(() -> run(model.broken(true)));
        engine.start();

        assertThatExceptionOfType(InferenceException.class).isThrownBy(() -> lane.await(TimeUnit.SECONDS.toNanos(30)));

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(15));
    }

    @Test
    void shouldHandOverWhatWasScoredBeforeTheModelBroke() {
        submit(1, i -> i);
        run(model);
        submit(1, i -> i);
        run(model.broken(true));

        assertThat(lane.poll()).map(Steps::text).hasValue("0: 0.0 -> 0.0");
        assertThatExceptionOfType(InferenceException.class).isThrownBy(lane::poll);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldFailWhatIsNotFinite(float bad) throws InterruptedException {
        submit(4, i -> i);

        run(answering(it -> result(it, it.key().equals("1") ? bad : 1, it.key().equals("2") ? bad : 1)));

        List<StepResult> results = Steps.takeAll(lane);
        assertThat(results)
                .map(Steps::text)
                .containsExactly("0: 1.0 -> 1.0", "1: failed", "2: failed", "3: 1.0 -> 1.0");
        assertThat(((StepResult.Failed) results.get(1)).reason()).contains("not finite");
    }

    @Test
    void shouldTakeTheLargestNumbersAsTheyAre() throws InterruptedException {
        submit(1, i -> i);

        run(answering(it -> result(it, -Float.MAX_VALUE, Float.MIN_VALUE)));

        assertThat(Steps.takeAll(lane)).hasOnlyElementsOfType(StepResult.Scored.class);
    }

    @Test
    void shouldAnswerEveryStepOnceEvenWhenTheModelAnswersTooFew() throws InterruptedException {
        submit(4, i -> i);

        run(new Answers(model.manifest(), batch -> batch.subList(0, batch.size() > 1 ? 1 : batch.size())));

        assertThat(Steps.takeAll(lane)).map(it -> it.step().key()).containsExactlyElementsOf(keys(4));
        assertThat(lane.poll()).isEmpty();
    }

    @Test
    void shouldSurviveAnyError() throws InterruptedException {
        submit(2, i -> i);

        run(new Answers(model.manifest(), batch -> {
            if (batch.get(0).step().key().equals("1") || batch.size() > 1) {
                throw new StackOverflowError("deep");
            }
            return batch;
        }));

        assertThat(Steps.takeAll(lane)).map(Steps::text).containsExactly("0: 0.0 -> 0.0", "1: failed");
    }

    @Test
    void shouldAnswerEachWindowOfARun() throws InterruptedException {
        lane.submit(run("a", 8, 1, 2, 3));
        lane.submit(Steps.step("b", 0, 5));
        lane.submit(run("c", 0, 7, 7));

        run(model);

        assertThat(lane.inFlight()).isEqualTo(6);
        List<StepResult> results = Steps.takeAll(lane);
        assertThat(results)
                .map(BatchRunnerTest::output)
                .containsExactly("b: 5.0", "c: 7.0", "c: 10.5", "a: 5.0", "a: 4.5", "a: 5.25");
        assertThat(results).map(it -> it.step().windows().size()).containsOnly(1);
        assertThat(model.batches()).containsExactly(1, 2);
    }

    /** Of 64 windows at most, all filled up to the longest: 21 keys of three, one more, and one of 63. */
    @Test
    void shouldBoundTheWindowsOfAllRunsTogether() throws InterruptedException {
        float[] many = new float[63];
        lane.submit(run("long", 0, many));
        for (int i = 0; i < 22; i++) {
            lane.submit(run("short " + i, 0, 1, 2, 3));
        }

        run(model);

        assertThat(Steps.takeAll(lane)).hasSize(63 + 66);
        assertThat(model.batches()).containsExactly(21, 1, 1);
    }

    @Test
    void shouldTakeARunApartInWhichAWindowIsBad() throws InterruptedException {
        lane.submit(run("a", 8, 1, FakeModel.POISON, 3, 4));
        lane.submit(run("b", 0, 7, 7));

        run(model);

        assertThat(Steps.takeAll(lane))
                .map(BatchRunnerTest::output)
                .containsExactly("b: 7.0", "b: 10.5", "a: 5.0", "a: failed", "a: 5.5", "a: 6.75");
    }

    @Test
    void shouldTakeARunApartInWhichSomethingIsNotFinite() throws InterruptedException {
        lane.submit(run("a", 0, 1, Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE, 2));

        run(model);

        assertThat(Steps.takeAll(lane))
                .map(BatchRunnerTest::output)
                .containsExactly("a: 1.0", "a: 3.4028235E38", "a: failed", "a: failed", "a: 1.7014117E38");
    }

    @Test
    void shouldBlameNoWindowOfARunWhenTheModelScoresNothing() {
        lane.submit(run("a", 0, 1, 2));

        run(model.broken(true));

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(lane::poll)
                .withMessageContaining("the model scores nothing any more");
    }

    private static Step run(String key, float state, float... values) {
        List<Window> windows = new ArrayList<>();
        for (float value : values) {
            windows.add(Steps.step(key, 0, value).window());
        }
        return new Step(key, windows, new float[] {state});
    }

    private static String output(StepResult result) {
        String key = result.step().key() + ": ";
        return result instanceof StepResult.Scored scored ? key + scored.outputs()[0] : key + "failed";
    }

    private void submit(int count, IntToDoubleFunction value) {
        for (int i = 0; i < count; i++) {
            lane.submit(Steps.step(String.valueOf(i), 0, (float) value.applyAsDouble(i)));
        }
    }

    private void run(SequenceModel any) {
        List<Lane.Ticket> batch = new ArrayList<>();
        waiting.drainTo(batch);
        new BatchRunner(any, 64)
                .run(batch.stream().filter(it -> !it.abandoned()).toList());
    }

    private SequenceModel answering(Function<Step, StepResult.Scored> answer) {
        return new Answers(
                model.manifest(),
                batch -> batch.stream().map(it -> answer.apply(it.step())).toList());
    }

    private static StepResult.Scored result(Step step, float output, float state) {
        return new StepResult.Scored(step, new float[] {output}, new float[] {state});
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    /** Changes what an honest model would answer. */
    private record Answers(ModelManifest manifest, UnaryOperator<List<StepResult.Scored>> change)
            implements SequenceModel {

        @Override
        public List<StepResult.Scored> step(List<Step> batch) {
            return change.apply(batch.stream().map(it -> result(it, 0, 0)).toList());
        }

        @Override
        public void close() {}
    }
}
