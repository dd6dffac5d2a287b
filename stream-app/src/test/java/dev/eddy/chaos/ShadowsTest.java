package dev.eddy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the models say that are tried is judged as strictly as what the one says that scores. */
class ShadowsTest {

    private static final int EVENTS = 60;
    private static final Lineup.Trial TRIAL = new Lineup.Trial("2", 0);

    private final OnnxModel model = DigestModel.open();
    private final Wording words = new Wording(model.manifest());
    private final Noted findings = new Noted();
    private final Shadows shadows = new Shadows(model, words, findings, 1);
    private final List<Window> windows = windows();
    private final List<Prediction> said = new ArrayList<>(said(windows, "2"));

    private static final class Noted implements Shadows.Findings {
        final List<String> all = new ArrayList<>();
        int right;

        @Override
        public void right() {
            right++;
        }

        @Override
        public void again(int key, Prediction found) {
            all.add("again " + found.getStep());
        }

        @Override
        public void missing(int key, Prediction expected) {
            all.add("missing " + expected.getStep());
        }

        @Override
        public void wrong(int key, Prediction found, String otherwise) {
            all.add("wrong " + found.getStep());
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** All but the first few, as if the trial had begun behind them. */
    private List<Window> windows() {
        Ledger ledger = new Ledger(new Script(7), 0, model.manifest());
        List<Window> all = new ArrayList<>();
        for (Optional<Window> next = ledger.window(EVENTS); next.isPresent(); next = ledger.window(EVENTS)) {
            all.add(next.get());
            ledger.skip();
        }
        return all.subList(3, all.size());
    }

    /** From a state of its own, and anew in every epoch. */
    private List<Prediction> said(List<Window> of, String version) {
        List<Prediction> all = new ArrayList<>();
        float[] initial = model.manifest().initialState();
        float[] hidden = initial;
        for (Window window : of) {
            StepResult.Scored scored = model.step(List.of(new Step("", window, window.initial() ? initial : hidden)))
                    .get(0);
            hidden = scored.state();
            all.add(words.by(version).of(scored));
        }
        return all;
    }

    private void judge() {
        windows.forEach(window -> shadows.offer(0, window, TRIAL));
        said.forEach(prediction -> shadows.hear(0, prediction));
        shadows.end();
    }

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        judge();

        assertThat(findings.all).isEmpty();
        assertThat(findings.right).isEqualTo(windows.size()).isGreaterThan(10);
    }

    @Test
    void shouldWaitForWhatIsKnownLater() {
        said.forEach(prediction -> shadows.hear(0, prediction));
        windows.forEach(window -> shadows.offer(0, window, TRIAL));
        shadows.end();

        assertThat(findings.all).isEmpty();
        assertThat(findings.right).isEqualTo(windows.size());
    }

    @Test
    void shouldFindWhatIsThereTwice() {
        said.add(6, said.get(5));
        judge();

        assertThat(findings.all).containsExactly("again " + said.get(5).getStep());
        assertThat(findings.right).isEqualTo(windows.size());
    }

    @Test
    void shouldFindWhatIsMissing() {
        Prediction gone = said.remove(5);
        said.remove(said.size() - 1);
        judge();

        assertThat(findings.all)
                .containsExactly(
                        "missing " + gone.getStep(),
                        "missing " + windows.get(windows.size() - 1).step());
    }

    @Test
    void shouldFindStatesThatAreNotItsOwn() {
        List<Prediction> later = said(windows.subList(1, windows.size()), "2");
        later.forEach(prediction -> said.set(said.size() - later.size() + later.indexOf(prediction), prediction));
        judge();

        assertThat(findings.all).isNotEmpty().allMatch(it -> it.startsWith("wrong "));
    }

    @Test
    void shouldFindAnotherModelAndWhatNothingGaveReasonFor() {
        said.addAll(said(windows.subList(0, 1), "3"));
        judge();

        assertThat(findings.all).containsExactly("wrong " + windows.get(0).step());
    }

    @Test
    void shouldBeginAnewWithAnotherTrial() {
        said.addAll(said(windows, "3"));
        windows.forEach(window -> shadows.offer(0, window, TRIAL));
        windows.forEach(window -> shadows.offer(0, window, new Lineup.Trial("3", 1)));
        said.forEach(prediction -> shadows.hear(0, prediction));
        shadows.end();

        assertThat(findings.all).isEmpty();
        assertThat(findings.right).isEqualTo(2 * windows.size());
    }
}
