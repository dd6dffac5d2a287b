package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final AtomicLong clock = new AtomicLong();
    private final Patience patience = new Patience(Duration.ofSeconds(1), clock::get);

    @Test
    void shouldEndAfterItsTime() {
        for (int i = 0; i < 10; i++) {
            assertThat(patience.over()).isFalse();
            clock.addAndGet(patience.begin());
            patience.end();
        }

        assertThat(patience.over()).isTrue();
    }

    @Test
    void shouldNotCountAProcessThatStandsStill() {
        patience.begin();
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        patience.end();

        assertThat(patience.over()).isFalse();
    }
}
