package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class KeyStateTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Ramp RAMP = new Ramp(SIGNAL, Ramp.START);

    private final KeyState state = new KeyState(SIGNAL, WindowSpec.tumbling(2), new float[] {7, 8});

    @Test
    void exampleUsage() {
        state.accept(RAMP.chunk(0, 3));
        Window window = state.begin().orElseThrow();
        float[] before = state.hidden();
        state.advance(new float[] {1, 2});

        assertThat(window.values()).containsExactly(1, 2);
        assertThat(before).containsExactly(7, 8);
        assertThat(state.hidden()).containsExactly(1, 2);
        assertThat(state.idle()).isTrue();
    }

    @Test
    void shouldHaveNothingToScoreAtFirst() {
        assertThat(state.begin()).isEmpty();
        assertThat(state.idle()).isTrue();
        assertThat(state.epoch()).isZero();
        assertThat(state.hidden()).containsExactly(7, 8);
    }

    @Test
    void shouldHandOutOneWindowAtATime() {
        state.accept(RAMP.chunk(0, 4));

        assertThat(state.open()).isEqualTo(2);
        assertThat(state.begin()).map(Window::step).hasValue(0L);
        assertThat(state.begin()).isEmpty();
        assertThat(state.idle()).isFalse();
        state.advance(new float[2]);
        assertThat(state.idle()).isFalse();
        assertThat(state.begin()).map(Window::step).hasValue(1L);
        state.advance(new float[2]);
        assertThat(state.idle()).isTrue();
    }

    @Test
    void shouldHandOutRunsThatEndWhereAnEpochBegins() {
        state.accept(RAMP.chunk(0, 10));
        state.accept(RAMP.chunk(100, 4));

        assertThat(state.begin(3)).map(Window::step).containsExactly(0L, 1L, 2L);
        assertThat(state.begin(3)).isEmpty();
        state.advance(new float[] {1, 2});
        state.skip();
        assertThat(state.begin(3)).isEmpty();
        assertThat(state.open()).isEqualTo(5);
        state.advance(new float[] {3, 4});
        assertThat(state.begin(9)).map(Window::step).containsExactly(3L, 4L);
        assertThat(state.hidden()).containsExactly(3, 4);
        state.skip();
        state.skip();
        assertThat(state.begin(9)).map(Window::epoch).containsExactly(1L, 1L);
        assertThat(state.hidden()).containsExactly(7, 8);
    }

    @Test
    void shouldTakeChunksWhileAWindowIsOut() {
        state.accept(RAMP.chunk(0, 2));
        state.begin();

        state.accept(RAMP.chunk(2, 2));
        state.advance(new float[] {1, 2});

        assertThat(state.begin()).map(Ramp::text).hasValue("0/1: 3 4");
        assertThat(state.hidden()).containsExactly(1, 2);
    }

    @Test
    void shouldStartAnEpochFromTheInitialState() {
        state.accept(RAMP.chunk(0, 2));
        state.accept(RAMP.chunk(9, 2));
        state.begin();
        state.advance(new float[] {1, 2});

        Window first = state.begin().orElseThrow();

        assertThat(Ramp.text(first)).isEqualTo("1/0: 10 11");
        assertThat(state.hidden()).containsExactly(7, 8);
        assertThat(state.epoch()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheHiddenStateUntilTheNewEpochHasAWindow() {
        state.accept(RAMP.lastChunk(0, 2));
        state.begin();
        state.advance(new float[] {1, 2});

        state.accept(RAMP.chunk(2, 1));

        assertThat(state.begin()).isEmpty();
        assertThat(state.epoch()).isEqualTo(1);
        assertThat(state.hidden()).containsExactly(1, 2);
    }

    @Test
    void shouldSkipAWindowAsIfItHadNeverBeen() {
        state.accept(RAMP.chunk(0, 6));
        state.begin();
        state.advance(new float[] {1, 2});

        state.begin();
        state.skip();

        assertThat(state.begin()).map(Window::step).hasValue(2L);
        assertThat(state.hidden()).containsExactly(1, 2);
    }

    @Test
    void shouldStartTheSecondWindowFromTheInitialStateWhenTheFirstWasSkipped() {
        state.accept(RAMP.lastChunk(0, 2));
        state.begin();
        state.advance(new float[] {1, 2});
        state.accept(RAMP.chunk(2, 4));

        state.begin();
        state.skip();

        assertThat(state.begin()).map(Ramp::text).hasValue("1/1: 5 6");
        assertThat(state.hidden()).containsExactly(7, 8);
    }

    @Test
    void shouldRefuseAHiddenStateOfAnotherSize() {
        state.accept(RAMP.chunk(0, 2));
        state.begin();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.advance(new float[3]))
                .withMessage("the hidden state has 2 floats but the step returned 3");
        assertThat(state.idle()).isFalse();
        assertThat(state.hidden()).containsExactly(7, 8);
    }

    @Test
    void shouldRefuseToCloseAWindowThatIsNotOut() {
        state.accept(RAMP.chunk(0, 2));

        assertThatIllegalStateException().isThrownBy(state::skip).withMessageContaining("call begin() first");
        assertThatIllegalStateException().isThrownBy(() -> state.advance(new float[2]));
        assertThat(state.hidden()).containsExactly(7, 8);
    }
}
