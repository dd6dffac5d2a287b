package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedWindowsTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec PAIRS = WindowSpec.tumbling(2);

    private final SharedWindows shared = new SharedWindows();

    static List<Long> seeds() {
        return new Random(20261122).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCutAsEachWouldAloneAndHoldWhatIsAlikeOnce(long seed) {
        RandomStream stream = new RandomStream(seed);
        KeyState alone = new KeyState(stream.signal, stream.spec, new float[1]);
        KeyState one = new KeyState(stream.signal, stream.spec, new float[1]);
        KeyState other = new KeyState(stream.signal, stream.spec, new float[1]);

        for (Samples samples : stream.whole()) {
            Arrival arrival = alone.accept(samples);
            assertThat(one.accept(samples, shared)).isEqualTo(arrival);
            assertThat(other.accept(samples, shared)).isEqualTo(arrival);
            List<Window> expected = windows(alone);
            List<Window> first = windows(one);
            List<Window> second = windows(other);

            assertThat(first).usingRecursiveComparison().isEqualTo(expected);
            assertThat(second).usingRecursiveComparison().isEqualTo(expected);
            long latest = Long.MIN_VALUE;
            for (int i = 0; i < first.size(); i++) {
                if (first.get(i).startMicros() > latest) { // an epoch can begin with samples of the one before
                    latest = first.get(i).startMicros();
                    assertThat(second.get(i).values()).isSameAs(first.get(i).values());
                }
            }
        }
    }

    @Test
    void shouldHoldSamplesOnceOfStatesThatCountTheirEpochsOtherwise() {
        KeyState old = new KeyState(SIGNAL, PAIRS, new float[1]);
        KeyState young = new KeyState(SIGNAL, PAIRS, new float[1]);
        old.accept(new Samples(0, new float[] {1, 2}, true));
        windows(old);
        Samples event = new Samples(10, new float[] {3, 4}, false);

        old.accept(event, shared);
        young.accept(event, shared);

        Window ofOld = windows(old).get(0);
        Window ofYoung = windows(young).get(0);
        assertThat(ofOld.epoch()).isEqualTo(1);
        assertThat(ofYoung.epoch()).isZero();
        assertThat(ofYoung.values()).isSameAs(ofOld.values());
    }

    @Test
    void shouldLeaveApartWhatOnlyBeginsAtTheSameTime() {
        KeyState pairs = new KeyState(SIGNAL, PAIRS, new float[1]);
        KeyState triples = new KeyState(SIGNAL, WindowSpec.tumbling(3), new float[1]);
        KeyState behind = new KeyState(SIGNAL, new WindowSpec(2, 2, 1, 0), new float[1]);
        Samples event = new Samples(0, new float[] {1, 2, 3}, false);

        pairs.accept(event, shared);
        triples.accept(event, shared);
        behind.accept(event, shared);

        assertThat(windows(pairs).get(0).values()).containsExactly(1, 2);
        assertThat(windows(triples).get(0).values()).containsExactly(1, 2, 3);
        assertThat(windows(behind)).extracting(Window::values).containsExactly(new float[] {0, 1}, new float[] {2, 3});
    }

    @Test
    void shouldKeepNothingOfTheEventBefore() {
        KeyState one = new KeyState(SIGNAL, PAIRS, new float[1]);
        KeyState other = new KeyState(SIGNAL, PAIRS, new float[1]);

        one.accept(new Samples(0, new float[] {1, 2}, false), shared);
        other.accept(new Samples(0, new float[] {1, 2}, false), shared);

        assertThat(windows(other).get(0).values())
                .isNotSameAs(windows(one).get(0).values());
    }

    private static List<Window> windows(KeyState key) {
        List<Window> windows = new ArrayList<>();
        Optional<Window> next = key.begin();
        while (next.isPresent()) {
            windows.add(next.get());
            key.skip();
            next = key.begin();
        }
        return windows;
    }
}
