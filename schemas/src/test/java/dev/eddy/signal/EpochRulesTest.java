package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What ends an epoch, each rule against a result that was found by hand. */
class EpochRulesTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Ramp RAMP = new Ramp(SIGNAL, Ramp.START);
    private static final SilenceSpec SILENCE = new SilenceSpec(1, 2, 3, 1);

    private final List<String> windows = new ArrayList<>();

    @Test
    void shouldEndAnEpochInSilenceAndBeginTheNextOneWithASound() {
        accept(new EpochSpec(false, 0, SILENCE, false), 0, 0.1f, 5, 6, 7, 0, 0, 8, 9, 0, 0, 0, 0.5f, 1.5f, -3, 4);

        assertThat(windows)
                .containsExactly(
                        "0/0: 0 5 at 1 FIRST initial",
                        "0/1: 6 7 at 3 FIRST",
                        "0/2: 0 0 at 5 FIRST",
                        "0/3: 8 9 at 7 FIRST",
                        "0/4: 0 0 at 9 FIRST",
                        "1/0: 2 -3 at 13 SILENCE initial");
    }

    @Test
    void shouldCountTheEndOfTheSilenceForTheNextEpochOnlyOnce() {
        accept(new EpochSpec(false, 0, new SilenceSpec(1, 2, 3, 3), false), 5, 0, 0, 0, 0, 6, 7, 8);

        assertThat(windows)
                .containsExactly(
                        "0/0: 5 0 at 0 FIRST initial",
                        "0/1: 0 0 at 2 FIRST",
                        "1/0: 0 6 at 4 SILENCE initial",
                        "1/1: 7 8 at 6 SILENCE");
    }

    @Test
    void shouldEndAnEpochAfterAFixedDuration() {
        accept(new EpochSpec(false, 3, null, false), 1, 2, 3, 4, 5, 6, 7);

        assertThat(windows).containsExactly("0/0: 1 2 at 0 FIRST initial", "1/0: 4 5 at 3 DURATION initial");
    }

    @Test
    void shouldGoOnOverMarksThatAreIgnored() {
        KeyState state = state(new EpochSpec(true, 0, null, true));
        take(state, RAMP.lastChunk(0, 3));
        take(state, RAMP.end(3));
        take(state, RAMP.lastChunk(3, 3));

        assertThat(windows)
                .containsExactly("0/0: 1 2 at 0 FIRST initial", "0/1: 3 4 at 2 FIRST", "0/2: 5 6 at 4 FIRST");
    }

    @Test
    void shouldBeginAnEpochWhereOneIsAskedFor() {
        KeyState state = state(EpochSpec.USUAL);
        take(state, RAMP.chunk(0, 3));
        take(state, resetting(3, 3));
        take(state, resetting(2, 5));
        take(state, resetting(7, 0));
        take(state, RAMP.chunk(7, 2));

        assertThat(windows)
                .containsExactly(
                        "0/0: 1 2 at 0 FIRST initial",
                        "1/0: 4 5 at 3 RESET initial",
                        "1/1: 6 7 at 5 RESET",
                        "2/0: 8 9 at 7 RESET initial");
    }

    @Test
    void shouldCarryTheHiddenStateUntilAResetIsAskedFor() {
        KeyState state = state(new EpochSpec(false, 0, null, true));
        take(state, RAMP.lastChunk(0, 2));
        take(state, RAMP.chunk(2, 2));
        take(state, RAMP.chunk(20, 2));
        assertThat(state.hidden()).containsExactly(3);
        take(state, resetting(22, 1));
        take(state, RAMP.chunk(40, 2));

        assertThat(state.hidden()).containsExactly(1);
        assertThat(windows)
                .containsExactly(
                        "0/0: 1 2 at 0 FIRST initial",
                        "1/0: 3 4 at 2 MARK",
                        "2/0: 21 22 at 20 GAP",
                        "4/0: 41 42 at 40 GAP initial");
    }

    @Test
    void shouldRefuseRulesThatCannotBeFollowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SilenceSpec(2, 1, 3, 0))
                .withMessage(
                        "window.epochs.silence must have 0 < level <= rise, both finite, but has level 2.0 and rise"
                                + " 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SilenceSpec(1, 2, 3, 4))
                .withMessage("window.epochs.silence.before must be in 0..3 but was 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSpec(false, 1, SILENCE, false))
                .withMessage("window.epochs.silence.before must be in 0..0 but was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSpec(false, -1, null, false))
                .withMessageContaining("window.epochs.every");
    }

    @Test
    void shouldReadRulesAsAUserWritesThem() {
        assertThat(EpochSpec.parse("never")).isEqualTo(new EpochSpec(true, 0, null, false));
        assertThat(EpochSpec.parse("marks")).isEqualTo(EpochSpec.USUAL);
        assertThat(EpochSpec.parse("every:800+silence:1:2:3:1")).isEqualTo(new EpochSpec(true, 800, SILENCE, false));
        assertThat(EpochSpec.parse("marks+every:8")).isEqualTo(new EpochSpec(false, 8, null, false));
        for (String wrong : List.of("", "mark", "every", "every:x", "silence:1:2:3", "marks+", "marks:3")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EpochSpec.parse(wrong))
                    .withMessageContaining("joined by + but are " + wrong);
        }
    }

    @Test
    void shouldRefuseRulesForAModelOfTheOtherKind() {
        EpochSpec carried = EpochSpec.parse("never").withCarried(true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpochSpec.USUAL.replacedBy(EpochSpec.parse("never")))
                .withMessageContaining("begins anew with each epoch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> carried.replacedBy(EpochSpec.parse("every:5")))
                .withMessageContaining("carried from epoch to epoch");
        assertThat(EpochSpec.USUAL.replacedBy(EpochSpec.parse("every:5"))).isEqualTo(EpochSpec.parse("every:5"));
        assertThat(carried.replacedBy(EpochSpec.parse("never"))).isEqualTo(carried);
    }

    private static KeyState state(EpochSpec epochs) {
        return new KeyState(SIGNAL, WindowSpec.tumbling(2).withEpochs(epochs), new float[1]);
    }

    private static Samples resetting(long first, int count) {
        return new Samples(Ramp.START + SIGNAL.micros(first), RAMP.values(first, count), false, true);
    }

    private void accept(EpochSpec epochs, float... values) {
        take(state(epochs), new Samples(Ramp.START, values, false));
    }

    /** The hidden state counts the windows since it was initial. */
    private void take(KeyState state, Samples samples) {
        state.accept(samples);
        for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
            Window window = next.get();
            long at = (window.startMicros() - Ramp.START) / 1000;
            windows.add(Ramp.text(window) + " at " + at + " " + window.began() + (window.initial() ? " initial" : ""));
            state.advance(new float[] {state.hidden()[0] + 1});
        }
    }
}
