package dev.eddy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Comparison comparison =
            new Comparison("some", new Bench.Size(1, 1, 1, 1), List.of(Contender.values()));

    @Test
    void shouldTakeRatiosInsideARound() {
        add(100, eddy(300, 5));
        add(10, eddy(20, 7));
        add(1000, eddy(4000, 6));

        assertThat(row("eddy")).contains(" 300 (20–4,000) ", " 6.0 (5.0–7.0) ", " 3.00 (2.00–4.00) ", "right; ");
        assertThat(row("flink expert")).contains(" 1.00 (1.00–1.00) ", " 3.00 (2.00–4.00) ");
        assertThat(comparison.right()).isTrue();
    }

    @Test
    void shouldTellTheMostMemoryOfAllRounds() {
        add(100, new Measurement(300, 5, 700, 0, ""));
        add(100, new Measurement(300, 5, 1200, 0, ""));

        assertThat(row("eddy")).contains(" 1,200 ");
        assertThat(row("model alone")).contains(" – ");
    }

    @Test
    void shouldAddUpWhatMustBeDoneToACeiling() {
        add(100, eddy(40, 30));

        assertThat(comparison.table())
                .contains("eddy: 0.80 (0.80–0.80) of the additive ceiling")
                .contains("CPU per window is 1.50 (1.50–1.50) times");
    }

    @Test
    void shouldGiveNoFiguresToADesignThatWasWrongOnce() {
        add(100, eddy(300, 5));
        add(100, new Measurement(9999, 1, 0, 0, "1 predictions instead of 2"));

        assertThat(row("eddy")).contains("WRONG: 1 predictions instead of 2").doesNotContain("9,999", "300");
        assertThat(comparison.table()).doesNotContain("ceiling");
        assertThat(comparison.right()).isFalse();
    }

    @Test
    void shouldGiveEveryRoundToPrograms() {
        Measurement eddy = eddy(300, 5);
        add(100, eddy);

        assertThat(comparison.figures().rounds()).singleElement().satisfies(round -> assertThat(round)
                .containsEntry(Contender.EDDY, eddy)
                .hasSize(Contender.values().length));
    }

    private static Measurement eddy(double windowsPerSecond, double cpuMicros) {
        return new Measurement(windowsPerSecond, cpuMicros, 0, 0, "");
    }

    private void add(double others, Measurement eddy) {
        Map<Contender, Measurement> round = new EnumMap<>(Contender.class);
        Arrays.stream(Contender.values()).forEach(it -> round.put(it, new Measurement(others, 10, 0, 0, "")));
        round.put(Contender.EDDY, eddy);
        comparison.add(round);
    }

    private String row(String title) {
        return comparison
                .table()
                .lines()
                .filter(it -> it.startsWith(title + "  "))
                .findFirst()
                .orElseThrow();
    }
}
