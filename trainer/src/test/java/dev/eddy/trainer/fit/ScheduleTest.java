package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final OneCycle CYCLE = new OneCycle();

    @Test
    void shouldRiseForAFifthAndThenFallFarDown() {
        assertThat(CYCLE.rate(at(0, 1001), 0.01)).isCloseTo(0.01 / 25, within(1e-12));
        assertThat(CYCLE.rate(at(199, 1001), 0.01)).isCloseTo(0.01, within(1e-6));
        assertThat(CYCLE.rate(at(1000, 1001), 0.01)).isCloseTo(0.01 / 25 / 1e4, within(1e-12));
    }

    @Test
    void shouldMoveTheMomentumTheOtherWay() {
        assertThat(CYCLE.momentum(at(0, 1001), 0.5)).isCloseTo(0.95, within(1e-12));
        assertThat(CYCLE.momentum(at(199, 1001), 0.5)).isCloseTo(0.85, within(1e-4));
        assertThat(CYCLE.momentum(at(1000, 1001), 0.5)).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void shouldStayFiniteForAnyNumberOfUpdates() {
        for (Schedule schedule : List.of(CYCLE, new Cosine(0.1), new Cosine(0), new Halving(1))) {
            for (int updates = 1; updates < 12; updates++) {
                int all = updates;
                assertThat(IntStream.range(0, updates).mapToDouble(i -> schedule.rate(at(i, all), 1)))
                        .allMatch(rate -> rate >= 0 && rate <= 1);
            }
        }
    }

    @Test
    void shouldKeepARateThatIsConstant() {
        assertThat(new Constant().rate(at(77, 100), 0.3)).isEqualTo(0.3);
        assertThat(new Constant().momentum(at(77, 100), 0.6)).isEqualTo(0.6);
    }

    /** 101 updates: 10 of them rise, the 91 others are half a wave whose middle is update 55. */
    @ParameterizedTest
    @CsvSource({"0, 0.1", "4, 0.5", "9, 1", "10, 1", "55, 0.5", "100, 0"})
    void shouldWarmUpAlongALineAndThenFollowACosineToZero(int update, double rate) {
        assertThat(new Cosine(0.1).rate(at(update, 101), 1)).isCloseTo(rate, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 2e-3", "29, 2e-3", "30, 1e-3", "39, 1e-3", "40, 5e-4", "50, 2.5e-4"})
    void shouldHalveEveryEpochAfterThoseThatHold(int update, double rate) {
        assertThat(new Halving(3).rate(at(update, 100), 2e-3)).isEqualTo(rate);
    }

    @Test
    void shouldLowerTheRateWhenTheMeritStandsStill() {
        Plateau plateau = new Plateau(0.1, 2);

        assertThat(plateau.rate(after(), 1)).isEqualTo(1);
        assertThat(plateau.rate(after(0.5, 0.6, 0.6), 1)).isEqualTo(1);
        assertThat(plateau.rate(after(0.5, 0.6, 0.6, 0.5), 1)).isCloseTo(0.1, within(1e-12));
        assertThat(plateau.rate(after(0.5, 0.6, 0.6, 0.5, 0.7, 0.1), 1)).isCloseTo(0.1, within(1e-12));
        assertThat(plateau.rate(after(0.5, 0.4, 0.3, 0.2, 0.1), 1)).isCloseTo(0.01, within(1e-12));
    }

    private static Moment at(int update, int updates) {
        return new Moment(update, updates, 10, List.of());
    }

    private static Moment after(Double... merits) {
        return new Moment(merits.length * 10, 1000, 10, List.of(merits));
    }
}
