package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Prediction;
import dev.eddy.inference.AbsentModelException;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that take over between the events, with commits and crashes at random places. */
class SwitchLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 3, 1, 2);
    private static final List<StatePolicy> POLICIES = List.of(StatePolicy.CARRY, StatePolicy.RESET, StatePolicy.REPLAY);

    private final FakeModel first = new FakeModel(SIGNAL, WINDOW);
    private final FakeShelf shelf = new FakeShelf(
            first, new FakeModel(SIGNAL, WINDOW, "2", 3), new FakeModel(SIGNAL, new WindowSpec(2, 2, 0, 2), "3", 5));

    @AfterEach
    void close() {
        shelf.close();
    }

    static List<Long> seeds() {
        return new Random(9).longs(40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSwitchAtTheSamePlaceWhereverItIsCommittedAndCrashed(long seed) {
        Random random = new Random(seed);
        List<Object> input = input(seed, random);
        BareTask task = shelf.task();

        task.takeAll(input, FakeShelf::take, random);

        assertThat(task.committed()).isEqualTo(shelf.reference(input).predictions());
    }

    @Test
    void shouldKeepToTheModelThatTookOverAfterARestart() {
        BareTask task = shelf.task();
        task.process(event(0, 1, 2, 3));
        task.process(to("2", StatePolicy.CARRY));
        task.commit();
        task.crash();
        task.process(event(3, 4, 5, 6));
        task.commit();

        assertThat(predictions(task))
                .extracting(it -> it.getModelVersion().toString() + " " + it.getEpoch() + "/" + it.getStep())
                .containsExactly("1 0/0", "2 0/1");
    }

    @Test
    void shouldBeginANewEpochWithTheSamplesOfTheUnfinishedWindow() {
        BareTask task = shelf.task();
        task.process(event(0, 1, 2, 3, 4, 5));
        task.process(to("3", StatePolicy.RESET));
        task.process(event(5, 6));
        task.commit();

        List<Prediction> predictions = predictions(task);
        assertThat(predictions)
                .extracting(it -> it.getModelVersion() + " " + it.getEpoch() + "/" + it.getStep())
                .containsExactly("1 0/0", "3 1/0", "3 1/1");
        assertThat(predictions.get(1).getWindowStart().toEpochMilli()).isZero();
    }

    @Test
    void shouldResetWhatCannotBeCarried() {
        BareTask task = shelf.task();
        task.process(event(0, 1, 2, 3));
        task.process(to("3", StatePolicy.CARRY));
        task.process(event(3, 4, 5));
        task.commit();

        assertThat(predictions(task))
                .extracting(it -> it.getModelVersion() + " " + it.getEpoch() + "/" + it.getStep())
                .contains("3 1/0");
    }

    /** The states of the events before the start of the replay are lost, those after it are as if nothing else had been. */
    @Test
    void shouldScoreAfterAReplayAsIfTheModelHadScoredAllAlong() {
        BareTask task = shelf.task();
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        task.process(event(0, values));
        task.process(to("2", StatePolicy.REPLAY));
        task.process(event(12, 13, 14, 15));
        task.commit();

        List<Prediction> switched = predictions(task);
        List<Prediction> allAlong = allAlong(event(0, values), event(12, 13, 14, 15));
        assertThat(switched).hasSize(5).hasSameSizeAs(allAlong);
        assertThat(switched.get(4)).isEqualTo(allAlong.get(4));
        assertThat(switched.get(3)).isNotEqualTo(allAlong.get(3));
    }

    /** Windows that begin before the start of the replay are not replayed: what follows starts from the initial state. */
    @Test
    void shouldReplayTheWindowsThatBeginAfterItsStart() {
        BareTask task = shelf.task();
        task.process(event(0, 1, 2, 3, 4));
        task.process(event(4, 5, 6, 7, 8));
        task.process(event(8, 9, 10, 11, 12));
        task.process(new Switch(FakeShelf.id("2"), StatePolicy.REPLAY, 1));
        task.process(event(12, 13, 14, 15));
        task.commit();

        float window2 = 3 * (6 + 7 + 8 + 9);
        float window3 = 0.5f * window2 + 3 * (9 + 10 + 11 + 12);
        float window4 = 0.5f * window3 + 3 * (12 + 13 + 14 + 15);
        assertThat(predictions(task)
                        .get(4)
                        .getValues()
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat())
                .isEqualTo(window4);
    }

    private List<Prediction> allAlong(RandomHistory.Event... events) {
        try (Engines alone = Engines.of(FakeShelf.engine(new FakeModel(SIGNAL, WINDOW, "2", 3)))) {
            BareTask task = new BareTask(second().manifest(), alone, TopologySettings.Bounds.DEFAULT);
            List.of(events).forEach(task::process);
            task.commit();
            return predictions(task);
        }
    }

    @Test
    void shouldTakeASwitchOnceThoughItComesAgain() {
        BareTask task = shelf.task();
        task.process(event(0, 1, 2, 3));
        Switch reset = to("2", StatePolicy.RESET);
        task.process(reset);
        task.processAgain(reset);
        task.process(event(3, 4, 5, 6));
        task.commit();

        assertThat(predictions(task)).extracting(Prediction::getEpoch).containsOnly(0L, 1L);
        assertThat(task.keyStates().lineage().last()).isEqualTo(1);
    }

    @Test
    void shouldPassOverSwitchesOfOtherModels() {
        BareTask task = shelf.task();
        task.process(new Switch(new ModelId("other", "2", ""), StatePolicy.RESET, 0));

        assertThat(task.keyStates().lineage().last()).isZero();
        assertThat(task.letters()).isEmpty();
    }

    @Test
    void shouldRefuseAModelForAnotherSignalAndGoOn() {
        shelf.add(new FakeModel(new SignalSpec(2, 1e6), WINDOW, "4", 1));
        BareTask task = shelf.task();
        task.process(to("4", StatePolicy.RESET));
        task.process(event(0, 1, 2, 3));
        task.commit();

        assertThat(task.letters()).hasSize(1);
        assertThat(predictions(task)).hasSize(1);
    }

    @Test
    void shouldWaitForAModelThatIsNotThereAndThenGiveUpTheTransaction() {
        BareTask task = new BareTask(
                first.manifest(),
                shelf.engines,
                new TopologySettings.Bounds(1 << 20, 1024, 10, Duration.ofMillis(50), false, Duration.ZERO, 250_000));

        assertThatThrownBy(() -> task.process(to("9", StatePolicy.RESET)))
                .isInstanceOf(AbsentModelException.class)
                .hasMessageContaining("model fake 9 scores from here on and must be ready but has not come within");
    }

    @Test
    void shouldLetGoOfARetiredModelOnceNothingScoresWithIt() {
        BareTask task = shelf.task();
        task.process(to("2", StatePolicy.RESET));
        shelf.engines.retire(FakeShelf.id("2"));
        task.process(event(0, 1, 2, 3));
        task.commit();
        assertThat(predictions(task)).hasSize(1);

        task.process(to("1", StatePolicy.RESET));

        assertThat(shelf.engines.ready()).extracting(ModelId::version).containsExactly("1", "3");
        assertThat(second().closed()).isTrue();
    }

    private FakeModel second() {
        return Objects.requireNonNull(shelf.models.get(FakeShelf.id("2")));
    }

    private static List<Prediction> predictions(BareTask task) {
        return task.committed().getOrDefault("k", List.of());
    }

    private static RandomHistory.Event event(long at, float... values) {
        return new RandomHistory.Event("k", new Samples(at, values, false));
    }

    private static Switch to(String version, StatePolicy policy) {
        return new Switch(FakeShelf.id(version), policy, 0);
    }

    private static List<Object> input(long seed, Random random) {
        RandomHistory history = new RandomHistory(seed);
        List<Object> input = new ArrayList<>(history.cut(history.stretches(5), true));
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            StatePolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
            input.add(random.nextInt(input.size() + 1), to(Integer.toString(1 + random.nextInt(3)), policy));
        }
        return input;
    }
}
