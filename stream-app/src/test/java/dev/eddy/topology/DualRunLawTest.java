package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Prediction;
import dev.eddy.inference.AbsentModelException;
import dev.eddy.inference.FakeModel;
import dev.eddy.rollout.Overlap;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that take over key by key while both score, with commits, crashes and other takeovers at random places. */
class DualRunLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 3, 1, 2);

    /** In the milliseconds of {@link BareTask}, later than all. */
    private static final long NEVER = 1_000_000;

    private final FakeModel first = new FakeModel(SIGNAL, WINDOW);
    /** From the same samples it comes ever closer to the first one: what came before counts half with each window. */
    private final FakeModel alike = new FakeModel(SIGNAL, WINDOW, "2", 1);

    private final FakeShelf shelf = new FakeShelf(
            first,
            alike,
            new FakeModel(SIGNAL, WINDOW, "3", 1.01f),
            new FakeModel(SIGNAL, new WindowSpec(2, 2, 0, 2), "4", 5));

    @AfterEach
    void close() {
        alike.release();
        shelf.close();
    }

    static List<Long> seeds() {
        return new Random(13).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldHandOverTheSameKeysAtTheSameWindowsWhereverItIsCommittedAndCrashed(long seed) {
        Random random = new Random(seed);
        List<Object> input = input(seed, random);
        BareTask task = shelf.task();

        task.takeAll(input, FakeShelf::take, random);

        assertThat(task.committed()).isEqualTo(shelf.reference(input).predictions());
    }

    @Test
    void shouldSpeakForAKeyOnceBothHaveAgreedOftenEnough() {
        BareTask task = shelf.task();
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        task.commit();
        task.process(dualRun("2", NEVER, 2, 13));
        task.process(FakeShelf.event("k", 3, 0, 0, 0));
        task.process(FakeShelf.event("k", 6, 0, 0, 0));
        task.commit();
        task.crash();
        task.process(FakeShelf.event("k", 9, 0, 0, 0));
        task.process(FakeShelf.event("k", 12, 0, 0, 0));
        task.commit();

        // state of the first one: 24, then 20 (with the sample that both windows have), 10, 5, 2.5; of the second one
        // 8, 4, 2, 1
        assertThat(versions(task, "k")).containsExactly("1", "1", "1", "2", "2");
        assertThat(task.shadowed()).isEmpty();
        assertThat(task.metrics().meter("models.handed-over").getCount()).isEqualTo(1);
    }

    @Test
    void shouldSpeakAtOnceForAKeyThatHasNoPast() {
        BareTask task = shelf.task();
        task.process(dualRun("3", NEVER, 5, 0));
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        task.process(FakeShelf.event("k", 3, 8, 8, 8));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("3", "3");
    }

    @Test
    void shouldEndWithTheFirstRecordOfItsTime() {
        BareTask task = shelf.task();
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        task.process(dualRun("3", 4, 1, 0));
        task.process(FakeShelf.event("k", 3, 8, 8, 8));
        task.process(FakeShelf.event("k", 6, 8, 8, 8));
        task.process(FakeShelf.event("k", 9, 8, 8, 8));
        task.process(FakeShelf.event("asleep", 0, 1, 1, 1));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("1", "1", "1", "3");
        Lineage lineage = task.keyStates().lineage();
        assertThat(lineage.current().model()).isEqualTo(FakeShelf.id("3"));
        assertThat(lineage.current().policy()).isEqualTo(StatePolicy.SHADOW);
        assertThat(lineage.candidate()).isNull();
    }

    @Test
    void shouldTellWhatTheFirstOneSaidWhereTheSecondOneHangs() {
        alike.hang();
        BareTask task = shelf.task(
                new TopologySettings.Bounds(1 << 20, 1024, 10, Duration.ofMillis(300), false, Duration.ZERO, 250_000));
        task.process(dualRun("2", NEVER, 1, 1));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6));
        task.process(FakeShelf.event("l", 0, 1, 2, 3, 4, 5, 6));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("1", "1");
        assertThat(versions(task, "l")).containsExactly("1", "1");
        assertThat(Objects.requireNonNull(task.keyStates().lineage().candidate())
                        .ended())
                .contains("were not answered within 300 ms");
    }

    @Test
    void shouldTellWhatTheFirstOneSaidWhereTheSecondOneFails() {
        BareTask task = shelf.task();
        task.process(dualRun("2", NEVER, 1, 1));
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        alike.stumble();
        task.process(FakeShelf.event("k", 3, 8, 8, 8));
        task.commit();
        task.process(FakeShelf.event("k", 6, 8, 8, FakeModel.POISON));
        task.process(FakeShelf.event("k", 9, 8, 8, 8, 8, 8, 8));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("2", "2", "2");
        assertThat(task.letters()).hasSize(2);
    }

    @Test
    void shouldGoOnWhateverElseIsOrderedThatCannotBeDone() {
        BareTask task = shelf.task();
        task.process(dualRun("2", NEVER, 1, 0));
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        task.process(new Tryout(FakeShelf.id("3"), 1, "predictions.shadow", Tryout.Limits.USUAL));
        task.process(dualRun("4", NEVER, 1, 1));
        task.process(FakeShelf.event("k", 3, 8, 8, 8));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("2", "2");
        assertThat(task.letters()).hasSize(2);
    }

    @Test
    void shouldRefuseADualRunWithAModelThatCutsOtherWindows() {
        BareTask task = shelf.task();
        task.process(dualRun("4", NEVER, 1, 1));
        task.process(FakeShelf.event("k", 0, 8, 8, 8));
        task.commit();

        assertThat(versions(task, "k")).containsExactly("1");
        assertThat(task.letters()).hasSize(1);
    }

    @Test
    void shouldWaitForAModelThatIsNotThereAndThenGiveUpTheTransaction() {
        BareTask task = shelf.task(
                new TopologySettings.Bounds(1 << 20, 1024, 10, Duration.ofMillis(50), false, Duration.ZERO, 250_000));

        assertThatThrownBy(() -> task.process(dualRun("9", NEVER, 1, 1))).isInstanceOf(AbsentModelException.class);
    }

    private static Switch dualRun(String version, long untilMillis, int windows, double tolerance) {
        return new Switch(FakeShelf.id(version), StatePolicy.DUAL_RUN, 0, new Overlap(untilMillis, windows, tolerance));
    }

    private static List<String> versions(BareTask task, String key) {
        return Objects.requireNonNull(task.committed().get(key)).stream()
                .map(Prediction::getModelVersion)
                .toList();
    }

    private static List<Object> input(long seed, Random random) {
        RandomHistory history = new RandomHistory(seed);
        List<Object> input = new ArrayList<>(history.cut(history.stretches(5), true));
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String version = Integer.toString(1 + random.nextInt(4));
            int place = random.nextInt(input.size() + 1);
            long until = (long) place + random.nextInt(input.size());
            double tolerance = List.of(0.1, 3.0, 100.0).get(random.nextInt(3));
            input.add(place, dualRun(version, until, 1 + random.nextInt(3), tolerance));
        }
        if (random.nextBoolean()) {
            StatePolicy policy = List.of(StatePolicy.CARRY, StatePolicy.RESET).get(random.nextInt(2));
            String version = Integer.toString(1 + random.nextInt(4));
            input.add(random.nextInt(input.size() + 1), new Switch(FakeShelf.id(version), policy, 0));
        }
        return input;
    }
}
