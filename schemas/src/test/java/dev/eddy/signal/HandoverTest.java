package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a key when another model takes it over. */
class HandoverTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 2, 1, 3);

    @Test
    void exampleUsage() {
        KeyState state = state(WINDOW, 0, 1, 2, 3, 4);
        score(state);

        KeyState next = state.handedOver(new float[] {7}, new float[] {8});
        next.accept(samples(5, 5, 6));

        assertThat(windows(next)).containsExactly("0/2: 3 4 5 6");
        assertThat(next.hidden()).containsExactly(8);
    }

    @Test
    void shouldBeginTheNextEpochWithTheSamplesOfTheUnfinishedWindow() {
        KeyState state = state(WINDOW, 0, 1, 2, 3, 4);
        score(state);

        KeyState next = state.restarted(new WindowSpec(2, 2, 0, 0), new float[] {7});

        assertThat(windows(next)).containsExactly("1/0: 3 4");
        next.accept(samples(4, 4, 5, 6));
        assertThat(windows(next)).containsExactly("1/1: 5 6");
        assertThat(next.hidden()).containsExactly(7);
    }

    @Test
    void shouldLoseNoSampleThatNoWindowHasHad() {
        KeyState state = state(WindowSpec.tumbling(8), 0, 1, 2, 3, 4, 5);

        KeyState next = state.restarted(WindowSpec.tumbling(3), new float[1]);
        next.accept(samples(6, 6));

        assertThat(windows(next)).containsExactly("1/0: 0 1 2", "1/1: 3 4 5");
        assertThat(next.open()).isZero();
    }

    @Test
    void shouldLeaveAKeyThatHasNoSamplesAsItIs() {
        KeyState next = new KeyState(SIGNAL, WINDOW, new float[1]).restarted(WindowSpec.tumbling(1), new float[1]);
        next.accept(samples(3, 3));

        assertThat(windows(next)).containsExactly("0/0: 3");
    }

    @Test
    void shouldCountOneEpochForAnEventThatHasEnded() {
        KeyState state = state(WindowSpec.tumbling(2), 0, 1, 2);
        state.accept(new Samples(3, new float[0], true));
        score(state);

        KeyState next = state.restarted(WindowSpec.tumbling(1), new float[1]);
        next.accept(samples(3, 3));

        assertThat(windows(next)).containsExactly("1/0: 3");
    }

    @Test
    void shouldTellThatAWindowWasGapFilledBeforeItWasHandedOver() {
        KeyState state = state(WindowSpec.tumbling(8), 0);
        KeyState filled = new KeyState(SIGNAL, new WindowSpec(8, 8, 0, 3), new float[1]);
        filled.accept(samples(0, 0));
        filled.accept(samples(3, 3));

        assertThat(flags(state.restarted(WindowSpec.tumbling(1), new float[1]))).containsExactly(false);
        assertThat(flags(filled.restarted(WindowSpec.tumbling(4), new float[1])))
                .containsExactly(true);
    }

    @Test
    void shouldGoOnTellingWhichSamplesWereMadeUp() {
        WindowSpec masked = new WindowSpec(8, 8, 0, 3, GapFill.MASK, false);
        KeyState filled = state(masked, 5);
        filled.accept(samples(3, 6));

        assertThat(windows(filled.restarted(new WindowSpec(3, 1, 0, 0, GapFill.MASK, false), new float[1])))
                .containsExactly("1/0: 5 1 5 0 5 0", "1/1: 5 0 5 0 6 1");
        assertThat(windows(state(masked, 5, 6).restarted(WindowSpec.tumbling(2), new float[1])))
                .containsExactly("1/0: 5 6");
        assertThat(windows(state(WindowSpec.tumbling(8), 5, 6)
                        .restarted(new WindowSpec(2, 2, 0, 0, GapFill.MASK, false), new float[1])))
                .containsExactly("1/0: 5 1 6 1");
    }

    @Test
    void shouldRefuseAKeyThatIsNotIdle() {
        KeyState state = state(WindowSpec.tumbling(1), 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> state.handedOver(new float[1], new float[1]))
                .withMessageContaining("score them first");
        assertThatIllegalStateException().isThrownBy(() -> state.restarted(WINDOW, new float[1]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldCutTheSameWindowsFromTheMiddleOfAnEpoch(long seed) {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(6);
        WindowSpec spec = new WindowSpec(length, 1 + random.nextInt(8), random.nextInt(length), 3);
        List<Samples> chunks = new ArrayList<>();
        for (int at = 100; at < 160; ) {
            int count = 1 + random.nextInt(7);
            chunks.add(samples(at, ramp(at, count)));
            at += count;
        }
        KeyState whole = new KeyState(SIGNAL, spec, new float[1]);
        chunks.forEach(whole::accept);
        List<String> all = windows(whole);
        int from = random.nextInt(chunks.size());

        KeyState joined =
                whole.joined(chunks.get(from).startMicros(), new float[1]).orElseThrow();
        chunks.subList(from, chunks.size()).forEach(joined::accept);
        List<String> later = windows(joined);

        assertThat(joined.standsAs(whole) || later.isEmpty()).isTrue();
        assertThat(all.subList(all.size() - later.size(), all.size())).isEqualTo(later);
        assertThat(later.size()).isGreaterThanOrEqualTo(Math.max(0, all.size() - (from + 1) * 8));
        assertThat(from > 0 || later.equals(all)).isTrue();
    }

    private static float[] ramp(int from, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return values;
    }

    private static KeyState state(WindowSpec spec, float... values) {
        KeyState state = new KeyState(SIGNAL, spec, new float[1]);
        state.accept(samples(0, values));
        return state;
    }

    private static Samples samples(long at, float... values) {
        return new Samples(at, values, false);
    }

    private static void score(KeyState state) {
        assertThat(windows(state)).isNotEmpty();
    }

    private static List<String> windows(KeyState state) {
        List<String> windows = new ArrayList<>();
        for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
            StringBuilder text =
                    new StringBuilder(next.get().epoch() + "/" + next.get().step() + ":");
            for (float value : next.get().values()) {
                text.append(' ').append((int) value);
            }
            windows.add(text.toString());
            state.skip();
        }
        return windows;
    }

    private static List<Boolean> flags(KeyState state) {
        List<Boolean> flags = new ArrayList<>();
        for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
            flags.add(next.get().gapFilled());
            state.skip();
        }
        return flags;
    }
}
