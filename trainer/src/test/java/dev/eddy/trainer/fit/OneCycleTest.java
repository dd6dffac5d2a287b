package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneCycleTest {

    private static final OneCycle CYCLE = new OneCycle(1001, 0.01);

    @Test
    void shouldRiseForAFifthAndThenFallFarDown() {
        assertThat(CYCLE.rate(0)).isCloseTo(0.01 / 25, within(1e-12));
        assertThat(CYCLE.rate(199)).isCloseTo(0.01, within(1e-6));
        assertThat(CYCLE.rate(1000)).isCloseTo(0.01 / 25 / 1e4, within(1e-12));
    }

    @Test
    void shouldMoveTheMomentumTheOtherWay() {
        assertThat(CYCLE.momentum(0)).isCloseTo(0.95, within(1e-12));
        assertThat(CYCLE.momentum(199)).isCloseTo(0.85, within(1e-4));
        assertThat(CYCLE.momentum(1000)).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void shouldStayFiniteForAnyNumberOfUpdates() {
        for (int updates = 1; updates < 12; updates++) {
            OneCycle cycle = new OneCycle(updates, 1);
            assertThat(IntStream.range(0, updates).mapToDouble(cycle::rate)).allMatch(rate -> rate > 0 && rate <= 1);
        }
    }
}
