package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {

    private static final DeadLetter LATE = new DeadLetter(DeadLetter.Reason.LATE, "came too late");
    private static final DeadLetter BAD_KEY = new DeadLetter(DeadLetter.Reason.BAD_KEY, "no text");

    private final List<String> told = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(5);
    private final DeadLetterLog log = new DeadLetterLog(new Listener(), clock::get);

    private final class Listener implements Onlooker {

        @Override
        public void refused(String key, String reason, String message) {
            told.add(key + " " + reason + " " + message);
        }
    }

    @Test
    void shouldSayTheFirstOfEachReason() {
        assertThat(log.line("pump", LATE)).contains("Dead letter LATE of key pump: came too late");
        assertThat(log.line("fan", LATE)).isEmpty();
        assertThat(log.line("fan", BAD_KEY)).contains("Dead letter BAD_KEY of key fan: no text");
    }

    @Test
    void shouldSayOneAMinuteAfterThatAndHowManyThereWere() {
        log.line("pump", LATE);
        log.line("pump", LATE);
        log.line("pump", LATE);
        clock.addAndGet(DeadLetterLog.PAUSE.toNanos());

        assertThat(log.line("fan", LATE))
                .contains("Dead letter LATE of key fan: came too late (and 2 more since the last one)");
        clock.addAndGet(DeadLetterLog.PAUSE.toNanos());
        assertThat(log.line("fan", LATE)).contains("Dead letter LATE of key fan: came too late");
    }

    @Test
    void shouldTellOnlookersOfEachWithAKeyThatFitsALine() {
        log.add("a\nb".getBytes(StandardCharsets.UTF_8), LATE);
        log.add(null, LATE);
        log.add("x".repeat(100).getBytes(StandardCharsets.UTF_8), LATE);

        assertThat(told)
                .containsExactly(
                        "a?b LATE came too late", " LATE came too late", "x".repeat(63) + "… LATE came too late");
    }
}
