package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Tryout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JuryTest {

    private static final Tryout.Limits LIMITS = new Tryout.Limits(0.1, 0.2, 1e-3, 5, 10);

    @Test
    void shouldLetACandidateGoOnWithinItsLimits() {
        Jury jury = new Jury(LIMITS);

        for (int i = 0; i < 100; i++) {
            assertThat(jury.hear(window(i % 10 == 0, i % 5 != 0, 5))).isEmpty();
        }
    }

    @Test
    void shouldEndATrialWhereTooManyWindowsFail() {
        assertThat(verdict(window(true, true, 1)))
                .hasValue("it failed in 10 of the last 10 windows, more than a share of 0.1");
    }

    @Test
    void shouldEndATrialWhereTheModelsDisagreeTooOften() {
        assertThat(verdict(window(false, false, 1)))
                .hasValue("it disagreed in 10 of the last 10 windows, more than a share of 0.2");
    }

    @Test
    void shouldEndATrialThatTakesTooLong() {
        assertThat(verdict(window(false, true, 6))).hasValue("the last 10 windows took it 6 ms each, more than 5");
    }

    /** Says nothing before there are enough. */
    private static Optional<String> verdict(Likeness each) {
        Jury jury = new Jury(LIMITS);
        for (int i = 1; i < LIMITS.every(); i++) {
            assertThat(jury.hear(each)).isEmpty();
        }
        return jury.hear(each);
    }

    private static Likeness window(boolean failed, boolean agrees, long millis) {
        return new Likeness(new ModelId("fake", "2", ""), failed, agrees, 0, TimeUnit.MILLISECONDS.toNanos(millis), 0);
    }
}
