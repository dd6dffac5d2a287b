package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void shouldFindTheTemperatureThatTheAnswersWereMadeWith() {
        SplittableRandom random = new SplittableRandom(1);
        int count = 20_000;
        float[] raw = new float[count * 3];
        float[] truth = new float[count];
        for (int step = 0; step < count; step++) {
            for (int label = 0; label < 3; label++) {
                raw[step * 3 + label] = (float) (6 * random.nextDouble());
            }
            float[] one = {raw[step * 3], raw[step * 3 + 1], raw[step * 3 + 2]};
            truth[step] = drawn(Temperature.probabilities(one, 2.5), random.nextDouble());
        }

        assertThat(Temperature.fit(new Answers(raw, truth, count))).isCloseTo(2.5, within(0.1));
    }

    @Test
    void shouldNotBelieveAFewAnswersThatAreAllRight() {
        float[] raw = {2, 0, 1.5f, 0, 0, 1};
        Answers few = new Answers(raw, new float[] {0, 0, 1}, 3);

        assertThat(Temperature.fit(few)).isBetween(0.5, 1.0);
    }

    @Test
    void shouldLeaveTheTemperatureWhenNothingWasHeldOut() {
        assertThat(Temperature.fit(new Answers(new float[0], new float[0], 0))).isEqualTo(1);
    }

    @Test
    void shouldTakeTheRankThatHoldsThePromiseForFiniteSamples() {
        float[] raw = new float[9];
        float[] truth = {0.1f, -0.2f, 0.3f, -0.4f, 0.5f, 0.6f, 0.7f, 0.8f, -0.9f};

        Answers held = new Answers(raw, truth, 9);

        assertThat(new Intervals(0.8).halfWidths(held)).containsExactly(0.8f);
        assertThat(new Intervals(0.95).halfWidths(held)).containsExactly(Float.POSITIVE_INFINITY);
        assertThat(Intervals.covered(held, new float[] {0.5f})).isCloseTo(5 / 9.0, within(1e-12));
    }

    @Test
    void shouldCoverAsOftenAsPromisedOnNewData() {
        SplittableRandom random = new SplittableRandom(2);
        Answers held = noisy(random, 500);
        float[] halves = new Intervals(0.9).halfWidths(held);

        assertThat(Intervals.covered(noisy(random, 20_000), halves)).isBetween(0.86, 0.94);
    }

    private static Answers noisy(SplittableRandom random, int count) {
        float[] truth = new float[count];
        for (int i = 0; i < count; i++) {
            truth[i] = (float) (random.nextDouble() + random.nextDouble() - 1);
        }
        return new Answers(new float[count], truth, count);
    }

    private static int drawn(double[] probabilities, double at) {
        double sum = 0;
        for (int i = 0; i < probabilities.length - 1; i++) {
            sum += probabilities[i];
            if (at < sum) {
                return i;
            }
        }
        return probabilities.length - 1;
    }
}
