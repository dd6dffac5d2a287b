package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventTimesTest {

    private final EventTimes times = new EventTimes();

    @Test
    void shouldGiveBackTheOldestFirstHoweverManyWait() {
        Random random = new Random(4);
        ArrayDeque<Long> expected = new ArrayDeque<>();
        for (long time = 0; time < 1000; time++) {
            int windows = random.nextInt(4);
            times.add(time, windows);
            for (int i = 0; i < windows; i++) {
                expected.add(time);
            }
            for (int i = random.nextInt(4); i > 0 && !expected.isEmpty(); i--) {
                assertThat(times.remove()).isEqualTo(expected.remove());
            }
        }
        assertThat(expected).isNotEmpty().allSatisfy(time -> assertThat(times.remove())
                .isEqualTo(time));
    }

    @Test
    void shouldRefuseToGiveWhatWasNotAdded() {
        assertThatThrownBy(times::remove).isInstanceOf(IllegalStateException.class);
    }
}
