package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationTest {

    @Test
    void shouldBeOneWhenEveryUnusualStepScoresHigherAndZeroWhenLower() {
        float[] scores = {1, 5, 2, 6};

        assertThat(new Separation(scores, new int[] {0, 1, 0, 2}).area()).isEqualTo(1);
        assertThat(new Separation(scores, new int[] {1, 0, 1, 0}).area()).isZero();
    }

    @Test
    void shouldLeaveOutStepsThatNobodyLabelled() {
        assertThat(new Separation(new float[] {1, 9, 2}, new int[] {0, -1, 1}).area())
                .isEqualTo(1);
        assertThat(new Separation(new float[] {1, 9}, new int[] {0, -1}).area()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldBeTheShareOfPairsInTheRightOrder(long seed) {
        Random random = new Random(seed);
        float[] scores = new float[60];
        int[] labels = new int[60];
        for (int i = 0; i < scores.length; i++) {
            labels[i] = random.nextInt(3) / 2;
            scores[i] = labels[i] + random.nextInt(4);
        }

        assertThat(new Separation(scores, labels).area()).isCloseTo(pairs(scores, labels), within(1e-12));
    }

    private static double pairs(float[] scores, int[] labels) {
        double right = 0;
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    all++;
                }
            }
        }
        return right / all;
    }
}
