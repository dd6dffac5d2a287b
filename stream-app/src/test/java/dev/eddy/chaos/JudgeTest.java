package dev.eddy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import dev.eddy.topology.Predictions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The judge is only worth something if nothing gets past it. */
class JudgeTest {

    private static final int KEYS = 3;
    private static final int EVENTS = 200;

    private final OnnxModel model = DigestModel.open();
    private final Script script = new Script(7);
    private final List<List<Prediction>> truth = new ArrayList<>();
    /** Of each prediction the number of the event that completed its window. */
    private final List<List<Integer>> completedBy = new ArrayList<>();

    private final List<List<String>> refusals = new ArrayList<>();
    private final Map<Integer, Runnable> orders = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Judge judge = new Judge(model, input(), new Watch(1), complaints::add);

    JudgeTest() {
        for (int key = 0; key < KEYS; key++) {
            listen(key);
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    private InputLog input() {
        InputLog input = new InputLog(script, KEYS);
        for (int i = 0; i < KEYS * EVENTS; i++) {
            input.add();
        }
        return input;
    }

    /** Predicts one key from its events, one after the other, as the stream app is documented to. */
    private void listen(int key) {
        KeyState state = new KeyState(
                model.manifest().signal(),
                model.manifest().window(),
                model.manifest().initialState());
        List<Prediction> predicted = new ArrayList<>();
        List<Integer> completed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int number = 0; number < EVENTS; number++) {
            Script.Event event = script.event(key, number);
            switch (event.kind()) {
                case TOO_LARGE, NON_FINITE, LATE -> refused.add(event.kind().name());
                default -> {
                    if (state.accept(event.samples()) == Arrival.LATE) {
                        refused.add(Arrival.LATE.name());
                    }
                }
            }
            predict(state, predicted);
            completed.addAll(Collections.nCopies(predicted.size() - completed.size(), number));
        }
        truth.add(predicted);
        completedBy.add(completed);
        refusals.add(refused);
    }

    private void predict(KeyState state, List<Prediction> predicted) {
        Optional<Window> window = state.begin();
        while (window.isPresent()) {
            StepResult.Scored scored = model.step(List.of(new Step("", window.get(), state.hidden())))
                    .get(0);
            state.advance(scored.state());
            predicted.add(new Predictions(model.manifest()).of(scored));
            window = state.begin();
        }
    }

    /** The signals, the keys in turn, with the orders between them. */
    private void lineUp() {
        for (int number = 0; number < EVENTS; number++) {
            orders.getOrDefault(number, () -> {}).run();
            for (int key = 0; key < KEYS; key++) {
                judge.lineup().event(0, key);
            }
        }
    }

    private static ModelId model(String version) {
        return new ModelId("digest", version, "");
    }

    /** From an event on another version scores all keys, and nothing else changes. */
    private void promote(int event, String version) {
        orders.put(event, () -> judge.lineup().order(0, new Switch(model(version), StatePolicy.CARRY, 0)));
        for (int key = 0; key < KEYS; key++) {
            for (int i = 0; i < truth.get(key).size(); i++) {
                if (completedBy.get(key).get(i) >= event) {
                    version(key, i, version);
                }
            }
        }
    }

    private void version(int key, int index, String version) {
        Prediction before = truth.get(key).get(index);
        truth.get(key)
                .set(
                        index,
                        Prediction.newBuilder(before).setModelVersion(version).build());
    }

    private Verdict judged() {
        lineUp();
        Map<Integer, Queue<Prediction>> seen = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            seen.put(key, new ArrayDeque<>(truth.get(key)));
            for (int i = 0; i < refusals.get(key).size(); i++) {
                judge.refusal(key, refusals.get(key).get(i), key + "@" + i);
            }
        }
        judge.predictions(seen);
        judge.end();
        return judge.verdict();
    }

    private Verdict all() {
        return new Verdict(
                truth.stream().mapToInt(List::size).sum(),
                refusals.stream().mapToInt(List::size).sum(),
                0,
                0,
                0);
    }

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        Verdict all = all();

        assertThat(judged()).isEqualTo(all);
        assertThat(all.windows()).isGreaterThan(KEYS * EVENTS);
        assertThat(all.deadLetters()).isPositive();
        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldFindWhatIsMissing() {
        truth.get(1).remove(20);
        Verdict left = all();

        assertThat(judged()).isEqualTo(left.plus(new Verdict(0, 0, 1, 0, 0)));
        assertThat(complaints).singleElement().asString().startsWith("key-1 missing: ");
    }

    @Test
    void shouldFindWhatIsMissingAtTheEnd() {
        truth.get(2).remove(truth.get(2).size() - 1);
        refusals.get(0).remove(refusals.get(0).size() - 1);
        Verdict left = all();

        assertThat(judged()).isEqualTo(left.plus(new Verdict(0, 0, 2, 0, 0)));
    }

    @Test
    void shouldFindWhatIsThereTwice() {
        Verdict all = all();
        truth.get(0).addAll(30, truth.get(0).subList(25, 30));

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, 0, 5, 0)));
    }

    @Test
    void shouldFindADeadLetterThatIsThereTwice() {
        Verdict all = all();
        judged();

        judge.refusal(1, refusals.get(1).get(0), "1@0");

        assertThat(judge.verdict()).isEqualTo(all.plus(new Verdict(0, 0, 0, 1, 0)));
    }

    @Test
    void shouldFindOneWrongBit() {
        Verdict all = all();
        Prediction changed = Prediction.newBuilder(truth.get(1).get(9)).build();
        ByteBuffer values = changed.getValues();
        values.put(0, (byte) (values.get(0) ^ 1));
        truth.get(1).set(9, changed);

        assertThat(judged()).isEqualTo(all.plus(new Verdict(-1, 0, 0, 0, 1)));
    }

    @Test
    void shouldCallARepetitionWithOtherBitsWrong() {
        Verdict all = all();
        Prediction changed = Prediction.newBuilder(truth.get(1).get(9)).build();
        changed.getValues().put(0, (byte) (changed.getValues().get(0) ^ 1));
        truth.get(1).add(10, changed);

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, 0, 0, 1)));
    }

    @Test
    void shouldFindWhatNothingGaveReasonFor() {
        Verdict all = all();
        List<Prediction> last = truth.get(2);
        Prediction end = last.get(last.size() - 1);
        last.add(Prediction.newBuilder(end).setStep(end.getStep() + 1).build());
        refusals.get(1).add("LATE");

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, 0, 0, 2)));
    }

    @Test
    void shouldWantTheVersionsThatWereOrdered() {
        promote(50, "2");
        promote(120, "1");
        Verdict all = all();

        assertThat(judged()).isEqualTo(all);
        assertThat(truth).allSatisfy(predictions -> assertThat(predictions)
                .extracting(Prediction::getModelVersion)
                .contains("1", "2"));
    }

    @Test
    void shouldFindTheVersionBeforeInAPredictionBehindASwitch() {
        promote(50, "2");
        version(1, completedBy.get(1).indexOf(51), "1");
        Verdict all = all();

        assertThat(judged()).isEqualTo(all.plus(new Verdict(-1, 0, 0, 0, 1)));
        assertThat(complaints).singleElement().asString().startsWith("key-1 wrong (must be ");
    }

    @Test
    void shouldFindTheNextVersionInAPredictionBeforeASwitch() {
        promote(50, "2");
        version(2, completedBy.get(2).lastIndexOf(49), "2");
        Verdict all = all();

        assertThat(judged()).isEqualTo(all.plus(new Verdict(-1, 0, 0, 0, 1)));
    }

    @Test
    void shouldFindASwitchThatNotAllPartitionsWereGiven() {
        judge.lineup().order(1, new Switch(model("2"), StatePolicy.CARRY, 0));
        Verdict all = all();

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, 0, 0, 1)));
    }

    @Test
    void shouldFindAnOrderThatWasNotFollowed() {
        Verdict all = all();
        judge.refusal("BAD_SWITCH");

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, 0, 0, 1)));
    }

    @Test
    void shouldMissAModelThatIsTriedButSaysNothing() {
        Tryout trial = new Tryout(model("2"), 1, "shadow", Tryout.Limits.USUAL);
        orders.put(EVENTS - 20, () -> judge.lineup().order(0, trial));
        long tried = completedBy.stream()
                .flatMap(List::stream)
                .filter(it -> it >= EVENTS - 20)
                .count();
        Verdict all = all();

        assertThat(judged()).isEqualTo(all.plus(new Verdict(0, 0, tried, 0, 0)));
        assertThat(tried).isGreaterThan(KEYS);
    }
}
