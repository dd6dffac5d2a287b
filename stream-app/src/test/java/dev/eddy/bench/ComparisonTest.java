package dev.eddy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Comparison comparison = new Comparison(new Bench.Size(1, 1, 1, 1));

    @Test
    void shouldTakeRatiosInsideARound() {
        add(100, new Measurement(300, 5, ""));
        add(10, new Measurement(20, 7, ""));
        add(1000, new Measurement(4000, 6, ""));

        assertThat(row("eddy")).contains(" 300 (20–4,000) ", " 6.0 (5.0–7.0) ", " 3.00 (2.00–4.00) ", "right; ");
        assertThat(comparison.right()).isTrue();
    }

    @Test
    void shouldGiveNoFiguresToADesignThatWasWrongOnce() {
        add(100, new Measurement(300, 5, ""));
        add(100, new Measurement(9999, 1, "1 predictions instead of 2"));

        assertThat(row("eddy")).contains("WRONG: 1 predictions instead of 2").doesNotContain("9,999", "300");
        assertThat(comparison.right()).isFalse();
    }

    @Test
    void shouldGiveEveryRoundToPrograms() {
        add(100, new Measurement(300, 5, ""));

        assertThat(comparison.json().replaceAll("\\s", ""))
                .contains("\"EDDY\":{\"windowsPerSecond\":300.0,\"cpuMicros\":5.0,\"fault\":\"\"}");
    }

    private void add(double naive, Measurement eddy) {
        Map<Contender, Measurement> round = new EnumMap<>(Contender.class);
        Arrays.stream(Contender.values()).forEach(it -> round.put(it, new Measurement(naive, 10, "")));
        round.put(Contender.EDDY, eddy);
        comparison.add(round);
    }

    private String row(String title) {
        return comparison
                .table()
                .lines()
                .filter(it -> it.startsWith(title))
                .findFirst()
                .orElseThrow();
    }
}
