package dev.eddy.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 8: the same samples cut into other chunks give the same windows; duplicates change nothing. */
class WindowLawTest {

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCutTheWindowsOfTheDefinitionFromAnyChunks(long seed) {
        RandomStream stream = new RandomStream(seed);

        List<String> expected = exact(WindowOracle.windows(stream));

        assertThat(exact(windows(stream, stream.whole()))).isEqualTo(expected);
        for (int cut = 0; cut < 5; cut++) {
            List<Samples> chunks = stream.cut(seed * 1000 + cut);
            assertThat(exact(windows(stream, chunks))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldMakeEveryWindowAsLongAsTheSpecSays(long seed) {
        RandomStream stream = new RandomStream(seed);

        List<Window> windows = windows(stream, stream.cut(seed));

        assertThat(windows).allSatisfy(it -> assertThat(it.values())
                .hasSize(stream.spec.length() * stream.spec.given(stream.signal).channels()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSurviveChunksInAnyOrder(long seed) {
        RandomStream stream = new RandomStream(seed);
        List<Samples> chunks = new ArrayList<>(stream.cut(seed));
        Collections.shuffle(chunks, new Random(seed));

        List<Window> windows = windows(stream, chunks);

        assertThat(windows.stream().filter(it -> !it.padded()))
                .isSortedAccordingTo(Comparator.comparingLong(Window::endMicros));
        for (int i = 1; i < windows.size(); i++) {
            Window before = windows.get(i - 1);
            Window window = windows.get(i);
            assertThat(window.step()).isEqualTo(window.epoch() == before.epoch() ? before.step() + 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCutTheSameWindowsFromChunksInAnotherOrderWithinTheGrace(long seed) {
        RandomStream stream = new RandomStream(seed);
        List<String> expected = exact(WindowOracle.windows(stream));
        long delay = stream.signal.micros(seed % 60);
        long grace = delay + stream.signal.micros(RandomStream.LONGEST);

        for (int cut = 0; cut < 5; cut++) {
            KeyState key = new KeyState(stream.signal, stream.spec, new float[0], grace);
            List<Window> windows = new ArrayList<>();
            for (Samples chunk : stream.shuffled(seed * 1000 + cut, delay)) {
                key.accept(chunk);
                take(key, windows);
                assertThat(held(key)).isLessThanOrEqualTo(2 * stream.signal.samples(grace) + 1024);
            }
            key.release();
            take(key, windows);
            assertThat(exact(windows)).isEqualTo(expected);
        }
    }

    private static long held(KeyState key) {
        int channels = key.windower.signal.channels();
        return key.early.all().stream()
                .mapToInt(it -> it.values().length / channels)
                .sum();
    }

    private static void take(KeyState key, List<Window> windows) {
        for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
            windows.add(next.get());
            key.skip();
        }
    }

    private static List<String> exact(List<Window> windows) {
        return windows.stream()
                .map(it -> Ramp.text(it) + " at " + it.startMicros() + ".." + it.endMicros() + " " + it.began()
                        + (it.initial() ? " initial" : ""))
                .toList();
    }

    private static List<Window> windows(RandomStream stream, List<Samples> chunks) {
        List<Window> windows = new ArrayList<>();
        Windower windower = new Windower(stream.signal, stream.spec);
        chunks.forEach(chunk -> windower.accept(chunk, windows::add));
        return windows;
    }
}
