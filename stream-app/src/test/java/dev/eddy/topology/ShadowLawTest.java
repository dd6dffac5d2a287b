package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Prediction;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that are tried beside the one that scores, with commits, crashes and takeovers at random places. */
class ShadowLawTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 3, 1, 2);
    private static final BatchPolicy LINGERING = new BatchPolicy(4, Duration.ofSeconds(1));
    private static final String TOPIC = "predictions.shadow";

    /** Nothing ends it. */
    private static final Tryout.Limits NONE = new Tryout.Limits(1, 1, 0, 60_000, 10);

    private final FakeModel first = new FakeModel(SIGNAL, WINDOW);
    private final FakeModel second = new FakeModel(SIGNAL, WINDOW, "2", 3);
    private final FakeShelf shelf =
            new FakeShelf(first, second, new FakeModel(SIGNAL, new WindowSpec(2, 2, 0, 2), "3", 5));

    @AfterEach
    void close() {
        second.release();
        shelf.close();
    }

    static List<Long> seeds() {
        return new Random(11).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldScoreAsTheCandidateAloneWhereverItIsCommittedAndCrashed(long seed) {
        Random random = new Random(seed);
        List<Object> input = input(seed, random);
        BareTask task = shelf.task();

        task.takeAll(input, FakeShelf::take, random);

        SwitchReference expected = shelf.reference(input);
        assertThat(task.committed()).isEqualTo(expected.predictions());
        assertThat(task.shadowed()).isEqualTo(expected.shadowed());
    }

    @Test
    void shouldGoOnFromItsOwnStatesWhenItIsPromoted() {
        BareTask task = shelf.task();
        task.process(trial("2", 1, NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6));
        task.commit();
        task.process(new Switch(FakeShelf.id("2"), StatePolicy.SHADOW, 0));
        task.crash();
        task.process(new Switch(FakeShelf.id("2"), StatePolicy.SHADOW, 0));
        task.process(FakeShelf.event("k", 6, 7, 8, 9));
        task.commit();

        float one = 3 * (1 + 2 + 3);
        float two = 0.5f * one + 3 * (3 + 4 + 5 + 6);
        float three = 0.5f * two + 3 * (6 + 7 + 8 + 9);
        assertThat(values(Objects.requireNonNull(task.shadowed().get("k")))).containsExactly(one, two);
        List<Prediction> predictions = Objects.requireNonNull(task.committed().get("k"));
        assertThat(predictions)
                .extracting(it -> it.getModelVersion() + " " + it.getEpoch() + "/" + it.getStep())
                .containsExactly("1 0/0", "1 0/1", "2 0/2");
        assertThat(values(predictions)).endsWith(three);
    }

    @Test
    void shouldScoreTheKeysOfItsShareAlone() {
        BareTask task = shelf.task();
        Tryout half = trial("2", 0.5, NONE);
        task.process(half);
        for (int i = 0; i < 40; i++) {
            task.process(FakeShelf.event("key-" + i, 0, 1, 2, 3));
        }
        task.commit();

        assertThat(task.shadowed().keySet()).hasSizeBetween(10, 30).allMatch(half::covers);
        assertThat(task.committed()).hasSize(40);
        task.process(new Switch(FakeShelf.id("2"), StatePolicy.SHADOW, 0));
        for (int i = 0; i < 40; i++) {
            task.process(FakeShelf.event("key-" + i, 3, 4, 5, 6, 7));
        }
        task.commit();
        assertThat(task.committed())
                .allSatisfy((key, all) -> assertThat(all.get(1).getEpoch()).isEqualTo(half.covers(key) ? 0 : 1));
    }

    @Test
    void shouldEndByItselfWhereItDisagreesTooOftenAndStayEnded() {
        BareTask task = shelf.task();
        task.process(trial("2", 1, new Tryout.Limits(1, 0.5, 1, 60_000, 3)));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        task.commit();
        task.crash();
        task.process(FakeShelf.event("k", 12, 1, 2, 3, 4, 5, 6));
        task.process(new Switch(FakeShelf.id("2"), StatePolicy.SHADOW, 0));
        task.process(FakeShelf.event("k", 18, 1, 2, 3));
        task.commit();

        assertThat(task.shadowed().get("k")).hasSize(3);
        assertThat(task.committed().get("k"))
                .extracting(it -> it.getModelVersion() + " " + it.getEpoch())
                .containsExactly("1 0", "1 0", "1 0", "1 0", "1 0", "1 0", "2 1");
        assertThat(task.metrics().meter("shadow.ended").getCount()).isEqualTo(1);
        assertThat(task.metrics().meter("shadow.disagreements").getCount()).isEqualTo(3);
    }

    @Test
    void shouldStoreAKeyAsBeforeOnceTheTrialIsOver() {
        TopologySettings.Bounds always = TopologySettings.Bounds.DEFAULT.withReread(0);
        BareTask alone = shelf.task(always);
        alone.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6));
        alone.commit();
        BareTask task = shelf.task(always);
        task.process(trial("2", 1, NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3));
        task.commit();
        task.process(trial("2", 0, NONE));
        task.process(FakeShelf.event("k", 3, 4, 5, 6));
        task.commit();

        assertThat(task.shadowed().get("k")).hasSize(1);
        alone.stored().forEach((key, bytes) -> assertThat(task.stored()).containsEntry(key, bytes));
    }

    @Test
    void shouldNotHoldUpTheModelThatScoresWhenTheCandidateHangs() {
        second.hang();
        BareTask task = shelf.task();
        task.process(trial("2", 1, new Tryout.Limits(1, 1, 0, 50, 3)));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6));
        task.commit();

        assertThat(task.committed().get("k")).hasSize(2);
        assertThat(task.shadowed()).isEmpty();
        assertThat(Objects.requireNonNull(task.keyStates().lineage().candidate())
                        .ended())
                .contains("were not answered within 50 ms");
    }

    @Test
    void shouldEndATrialOfAModelThatScoresNothing() {
        second.broken(true);
        BareTask task = shelf.task();
        task.process(trial("2", 1, NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4, 5, 6));
        task.commit();

        assertThat(task.committed().get("k")).hasSize(2);
        assertThat(task.letters()).isEmpty();
        assertThat(Objects.requireNonNull(task.keyStates().lineage().candidate())
                        .ended())
                .isNotEmpty();
    }

    @Test
    void shouldPassOverWindowsThatNeitherCanScore() {
        BareTask task = shelf.task();
        task.process(trial("2", 1, new Tryout.Limits(0, 1, 0, 60_000, 2)));
        task.process(FakeShelf.event("k", 0, 1, FakeModel.POISON, 3, 4, 5, 6, 7, 8, 9));
        task.commit();

        assertThat(task.committed().get("k")).hasSize(2);
        assertThat(task.shadowed().get("k")).hasSize(2);
        assertThat(task.letters()).hasSize(1);
        assertThat(task.metrics().meter("shadow.failures").getCount()).isZero();
    }

    @Test
    void shouldRefuseACandidateThatCutsOtherWindowsOrGoesElsewhere() {
        BareTask task = shelf.task();
        task.process(trial("3", 1, NONE));
        task.process(new Tryout(FakeShelf.id("2"), 1, "elsewhere", NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3));
        task.commit();

        assertThat(task.letters())
                .extracting(it -> new String(
                        Objects.requireNonNull(it.headers().lastHeader("eddy.message"))
                                .value(),
                        StandardCharsets.UTF_8))
                .allMatch(it -> it.contains("a model cannot be tried here, nothing else changes"))
                .hasSize(2);
        assertThat(task.shadowed()).isEmpty();
        assertThat(task.committed().get("k")).hasSize(1);
    }

    @Test
    void shouldRefuseACandidateThatIsNotThere() {
        BareTask task = new BareTask(
                first.manifest(),
                shelf.engines,
                new TopologySettings.Bounds(1 << 20, 1024, 10, Duration.ofMillis(50), false, Duration.ZERO, 250_000));
        task.process(trial("9", 1, NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3));
        task.commit();

        assertThat(task.letters()).hasSize(1);
        assertThat(task.committed().get("k")).hasSize(1);
    }

    /** By the clock, while the candidate takes its time: nobody must ask for a key that is no longer there. */
    @Test
    void shouldHearTheCandidateOutBeforeAKeyIsForgotten() {
        FakeModel slow = new FakeModel(SIGNAL, WINDOW, "4", 3);
        shelf.engines.add(FakeShelf.id("4"), new InferenceEngine(slow, LINGERING, new MetricRegistry()));
        TopologySettings.Bounds oneAtATime =
                new TopologySettings.Bounds(1 << 20, 1, 10, Duration.ofSeconds(8), false, Duration.ZERO, 250_000);
        KeyLife second = new KeyLife(Duration.ofSeconds(1), KeyLife.By.CLOCK);
        BareTask task = new BareTask(first.manifest(), shelf.engines, oneAtATime, second);
        task.process(trial("4", 1, NONE));
        task.process(FakeShelf.event("k", 0, 1, 2, 3, 4));
        task.commit();
        task.process(FakeShelf.event("k", 4, 5, 6));
        task.process(FakeShelf.event("other", 0, 1, 2, 3, 4));

        task.tick(10_000); // a sweep that was begun before ends
        task.tick(20_000);
        task.commit();

        assertThat(task.committed().get("k")).hasSize(2);
        assertThat(task.shadowed().get("k")).hasSize(2);
        assertThat(task.stored()).doesNotContainKey(Bytes.wrap("k".getBytes(StandardCharsets.UTF_8)));
    }

    private static Tryout trial(String version, double share, Tryout.Limits limits) {
        return new Tryout(FakeShelf.id(version), share, TOPIC, limits);
    }

    private static List<Float> values(List<Prediction> predictions) {
        return predictions.stream()
                .map(it -> it.getValues().slice().order(ByteOrder.LITTLE_ENDIAN).getFloat())
                .toList();
    }

    private static List<Object> input(long seed, Random random) {
        RandomHistory history = new RandomHistory(seed);
        List<Object> input = new ArrayList<>(history.cut(history.stretches(5), true));
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            String version = Integer.toString(1 + random.nextInt(3));
            double share = List.of(0.0, 0.4, 1.0, 1.0).get(random.nextInt(4));
            input.add(random.nextInt(input.size() + 1), trial(version, share, NONE));
        }
        StatePolicy[] policies = {StatePolicy.CARRY, StatePolicy.RESET, StatePolicy.REPLAY, StatePolicy.SHADOW};
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            StatePolicy policy = random.nextBoolean() ? StatePolicy.SHADOW : policies[random.nextInt(policies.length)];
            String version = Integer.toString(1 + random.nextInt(3));
            input.add(random.nextInt(input.size() + 1), new Switch(FakeShelf.id(version), policy, 0));
        }
        return input;
    }
}
