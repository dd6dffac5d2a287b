package dev.eddy.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuietTest {

    private static final Duration ASKED = Duration.ofMillis(50);

    private final AtomicLong clock = new AtomicLong(7);
    private final Quiet quiet = new Quiet(Duration.ofSeconds(1), clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void waitsAsAskedUntilNothingHasComeForAWhile() {
        assertEquals(ASKED, quiet.wait(ASKED));
        pass(Duration.ofSeconds(1));
        assertEquals(ASKED, quiet.wait(ASKED));
        pass(Duration.ofNanos(1));
        assertEquals(Quiet.LONG_WAIT, quiet.wait(ASKED));
    }

    @Test
    void waitsAsAskedAgainOnceRecordsCame() {
        pass(Duration.ofSeconds(5));
        quiet.broken();
        assertEquals(ASKED, quiet.wait(ASKED));
    }

    @Test
    void neverWaitsForWhomIsInAHurryNorShorterThanAsked() {
        pass(Duration.ofSeconds(5));
        assertEquals(Duration.ZERO, quiet.wait(Duration.ZERO));
        assertEquals(Duration.ofSeconds(3), quiet.wait(Duration.ofSeconds(3)));
    }
}
