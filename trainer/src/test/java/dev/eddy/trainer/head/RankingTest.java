package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void shouldBeTheShareOfPairsInTheRightOrderTiesCountingHalf() {
        SplittableRandom random = new SplittableRandom(4);
        double[] normal = random.ints(40, 0, 9).asDoubleStream().toArray();
        double[] abnormal = random.ints(25, 3, 12).asDoubleStream().toArray();
        double pairs = 0;
        for (double low : normal) {
            for (double high : abnormal) {
                pairs += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }

        assertThat(new Ranking(normal, abnormal).area()).isCloseTo(pairs / (40 * 25), within(1e-12));
    }

    @Test
    void shouldSayNothingWhereThereIsNothingToRank() {
        assertThat(new Ranking(new double[] {1, 2}, new double[0]).area()).isNaN();
        assertThat(new Ranking(new double[0], new double[] {1}).quantile(0.99)).isNaN();
    }

    @Test
    void shouldLeaveNoMoreThanTheRestAboveAQuantile() {
        double[] hundred = new SplittableRandom(5).doubles(100).toArray();

        double threshold = new Ranking(hundred, new double[0]).quantile(0.99);

        assertThat(DoubleStream.of(hundred).filter(score -> score > threshold)).hasSize(1);
    }
}
