package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateWatchTest {

    private static final SignalSpec SIGNAL = new SignalSpec(2, 1000);

    private final RateWatch watch = new RateWatch();

    @Test
    void exampleUsage() {
        double measured = 0;
        for (int chunk = 0; measured == 0; chunk++) {
            measured = watch.hear(chunk(chunk * 50_010L, 50), SIGNAL).orElse(0);
        }

        assertThat(measured).isCloseTo(1000 * 50_000 / 50_010.0, within(0.01));
    }

    /** 1000 chunks with jitter, of random lengths, some of them lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSayNothingOfJitterAndOfGaps(long seed) {
        Random random = new Random(seed);
        long sample = 0;
        for (int i = 0; i < 1000; i++) {
            int count = 1 + random.nextInt(80);
            if (random.nextInt(5) > 0) {
                assertThat(watch.hear(chunk(1000 * sample + random.nextInt(998) - 499, count), SIGNAL))
                        .isEmpty();
            }
            sample += count;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-300e-6, -50e-6, 50e-6, 300e-6})
    void shouldFindADriftThroughJitter(double drift) {
        Random random = new Random(7);
        List<Double> found = new ArrayList<>();
        long sample = 0;
        for (int i = 0; i < 4000; i++) {
            int count = 1 + random.nextInt(80);
            long micros = Math.round(sample * 1000 * (1 + drift)) + random.nextInt(200) - 100;
            watch.hear(chunk(micros, count), SIGNAL).ifPresent(found::add);
            sample += count;
        }

        assertThat(found).isNotEmpty().allSatisfy(rate -> assertThat(rate - 1000)
                .isCloseTo(-1000 * drift, within(Math.abs(250 * drift))));
    }

    @Test
    void shouldFindThatTheRateIsAnotherOne() {
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            watch.hear(chunk(i * 100_000L, 50), SIGNAL).ifPresent(found::add);
        }

        assertThat(found).isNotEmpty().allSatisfy(rate -> assertThat(rate).isCloseTo(500, within(1.0)));
    }

    @Test
    void shouldSayNothingOfRecordingsThatEndOrOfChunksThatComeBackwards() {
        for (int i = 0; i < 20; i++) {
            assertThat(watch.hear(new Samples(i * 60_000_000L, new float[200], true), SIGNAL))
                    .isEmpty();
        }
        for (int i = 20; i > 0; i--) {
            assertThat(watch.hear(chunk(i * 50_000L, 50), SIGNAL)).isEmpty();
        }
    }

    @Test
    void shouldPassOverWhatHasNoSamples() {
        assertThat(watch.hear(chunk(5, 0), SIGNAL)).isEmpty();
        assertThat(watch.hear(chunk(1_000_000, 50), SIGNAL)).isEmpty();
        assertThat(watch.hear(chunk(1_000_000, 0), SIGNAL)).isEmpty();
        assertThat(watch.hear(chunk(1_050_000, 50), SIGNAL)).isEmpty();
    }

    private static Samples chunk(long micros, int count) {
        return new Samples(10_000_000 + micros, new float[2 * count], false);
    }
}
