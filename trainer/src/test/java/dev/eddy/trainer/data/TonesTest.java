package dev.eddy.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TonesTest {

    @Test
    void shouldNameAWordOnceBothItsTonesHaveBeenHeard() {
        DataSet made = Sources.load("set: tones, seed: 1, train: 6, test: 1, seconds: 10");

        made.recordings().forEach(one -> {
            float[] audio = one.recording().values();
            one.track().spans().stream().filter(span -> span.label() > 0).forEach(span -> {
                double first = pitch(audio, span.from() - 1920);
                double ratio = pitch(audio, span.from() - 960) / first;
                assertThat(ratio).isCloseTo(List.of(0.0, 1.5, 1 / 1.5, 1.0).get(span.label()), within(0.1));
                assertThat(span.to() - span.from()).isEqualTo(2560);
            });
            assertThat(IntStream.range(0, audio.length)).allMatch(i -> audio[i] * 32768 % 1 == 0);
        });
    }

    /** The strongest frequency (Hz) in the middle of a tone. */
    private static int pitch(float[] audio, int from) {
        return IntStream.rangeClosed(40, 140)
                .map(ten -> 10 * ten)
                .boxed()
                .max(Comparator.comparing(hertz -> power(audio, from + 240, hertz)))
                .orElseThrow();
    }

    private static double power(float[] audio, int from, int hertz) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < 480; i++) {
            sine += audio[from + i] * Math.sin(2 * Math.PI * hertz * i / 8000);
            cosine += audio[from + i] * Math.cos(2 * Math.PI * hertz * i / 8000);
        }
        return sine * sine + cosine * cosine;
    }
}
