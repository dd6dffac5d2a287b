package dev.eddy.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eddy.inference.FakeModel;
import dev.eddy.recording.Recording;
import dev.eddy.rollout.Overlap;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By hand: each window's state is half of the one before and the sum of the window, thrice that for the second model. */
class TakeoverTrialTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final WindowSpec WINDOW = WindowSpec.tumbling(2);
    private static final TakeoverTrial.Terms TERMS =
            new TakeoverTrial.Terms(2, List.of(Duration.ofMillis(4), Duration.ofSeconds(9)), new Overlap(9, 1, 8.5));

    private final KeyScorer first = new KeyScorer(new FakeModel(SIGNAL, WINDOW));
    private final FakeModel second = new FakeModel(SIGNAL, WINDOW, "2", 3);
    private final Recording recording =
            new Recording("k", 7_000_000, SIGNAL, new float[] {8, 8, 4, 4, 2, 2, 1, 1, 0, 0, 0, 0});

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatEachPolicyLeadsTo() {
        Map<String, List<KeyScorer.Told>> all = new TakeoverTrial(first, new KeyScorer(second), recording, TERMS).at(6);

        // before: 16, 16, 12; all along: 48, 48, 36
        assertThat(outputs(all, TakeoverTrial.OLD)).containsExactly(8f, 4f);
        assertThat(outputs(all, "carry")).containsExactly(12f, 6f);
        assertThat(outputs(all, "reset")).containsExactly(6f, 3f);
        assertThat(outputs(all, "replay:0.004s")).containsExactly(18f, 9f);
        assertThat(outputs(all, "replay:9s")).containsExactly(24f, 12f);
        // alone from there on the second model says 6, then 3: 2 from the first one's 8 is near enough
        assertThat(outputs(all, "dual-run")).containsExactly(8f, 3f);
        assertThat(outputs(all, TakeoverTrial.NEW)).containsExactly(24f, 12f);
    }

    @Test
    void shouldLeaveOutWhatIsNotPossible() {
        KeyScorer wider = new KeyScorer(new FakeModel(SIGNAL, WindowSpec.tumbling(3), "3", 1));

        assertThat(new TakeoverTrial(first, wider, recording, TERMS).at(6))
                .containsOnlyKeys(TakeoverTrial.OLD, "reset", TakeoverTrial.NEW);
    }

    @Test
    void shouldGoOnFromPlaceToPlaceAndStopAtTheEnd() {
        TakeoverTrial trial = new TakeoverTrial(first, new KeyScorer(second), recording, TERMS);

        assertThat(trial.at(2)).hasSize(7);
        assertThat(outputs(trial.at(6), "replay:9s")).containsExactly(24f, 12f);
        assertThat(outputs(trial.at(11), "replay:9s")).containsExactly(6f);
    }

    @Test
    void shouldCountWhatIsRightAndWhatIsAsTheIdeal() throws IOException {
        Path labels =
                Files.writeString(folder.resolve("labels.csv"), "recording,label,from,to\nk,up,0,9\nother,up,,\n");
        TakeoverTable table = new TakeoverTable(LabelSpans.read(labels), 8.5);
        table.add(recording, new TakeoverTrial(first, new KeyScorer(second), recording, TERMS).at(6));

        assertThat(table.lines())
                .hasSize(8)
                .anyMatch(it -> it.matches("carry +2 +0.000 +0.500 +12.0"))
                .anyMatch(it -> it.matches("replay:9s +2 +0.000 +1.000 +0.00"));
    }

    @Test
    void shouldSayWhatIsWrongWithLabels() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.csv"), "name,label\nk,up\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSpans.read(labels))
                .withMessageContaining("must be a CSV file with the columns recording, label, from, to");
    }

    private static List<Float> outputs(Map<String, List<KeyScorer.Told>> all, String policy) {
        return Objects.requireNonNull(all.get(policy)).stream()
                .map(it -> it.scored().outputs()[0])
                .toList();
    }
}
