package dev.eddy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.chaos.Script.Event;
import dev.eddy.chaos.Script.Kind;
import dev.eddy.signal.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final int EVENTS = 20_000;

    private final Script script = new Script(3);

    @Test
    void shouldSayTheSameAgain() {
        assertThat(all(new Script(3))).isEqualTo(all(script)).isNotEqualTo(all(new Script(4)));
    }

    private static List<String> all(Script script) {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            Event event = script.event(7, number);
            Samples samples = event.samples();
            all.add(event.kind() + " " + samples.startMicros() + " " + samples.values()[0]);
        }
        return all;
    }

    @Test
    void shouldHaveSomeOfEveryKind() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (int number = 0; number < EVENTS; number++) {
            counts.merge(script.event(1, number).kind(), 1, Integer::sum);
        }

        assertThat(counts).containsOnlyKeys(Kind.values());
        assertThat(counts.get(Kind.PLAIN)).isBetween(EVENTS * 93 / 100, EVENTS * 96 / 100);
    }

    @Test
    void shouldSwapNeighboursNowAndThen() {
        int swaps = 0;
        for (int number = 2; number < EVENTS; number += 2) {
            Event first = script.event(1, number);
            Event second = script.event(1, number + 1);
            boolean both = first.kind() == Kind.PLAIN && second.kind() == Kind.PLAIN;
            swaps += both && second.samples().startMicros() < first.samples().startMicros() ? 1 : 0;
        }

        assertThat(swaps).isBetween(EVENTS / 400, EVENTS / 100);
    }

    @Test
    void shouldGiveEveryPlaceOneValueHoweverOftenItIsSent() {
        Map<Long, Float> values = new HashMap<>();
        for (int number = 0; number < 2000; number++) {
            Event event = script.event(5, number);
            if (event.kind() != Kind.LATE && event.kind() != Kind.NON_FINITE) {
                remember(values, event.samples());
            }
        }
        assertThat(values.values()).allMatch(value -> value >= 0 && value < 1024 && value % 1 == 0);
    }

    private static void remember(Map<Long, Float> values, Samples samples) {
        for (int i = 0; i < samples.values().length; i++) {
            Float before = values.put(samples.startMicros() + i * 1000L, samples.values()[i]);
            assertThat(before).isIn(null, samples.values()[i]);
        }
    }
}
