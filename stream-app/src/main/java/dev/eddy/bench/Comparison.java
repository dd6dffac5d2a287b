package dev.eddy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured, round by round, and the table of it. One thread. */
public final class Comparison {

    private static final String ROW = "%-14s %-30s %-22s %-18s %s%n";

    private final Bench.Size size;
    private final List<Map<Contender, Measurement>> rounds = new ArrayList<>();

    Comparison(Bench.Size size) {
        this.size = size;
    }

    void add(Map<Contender, Measurement> round) {
        rounds.add(round);
    }

    /**
     * Whether every contender was right in every round.
     *
     * @return false if the output of some run was wrong
     */
    public boolean right() {
        return rounds.stream().allMatch(round -> round.values().stream().allMatch(Measurement::right));
    }

    /**
     * The table for people: medians with the smallest and the largest. A ratio is taken inside one round.
     *
     * @return lines
     */
    public String table() {
        StringBuilder table =
                new StringBuilder(String.format(ROW, "design", "windows/s", "CPU µs/window", "times naive", "output"));
        for (Contender contender : Contender.values()) {
            table.append(row(contender));
        }
        return table.toString();
    }

    private String row(Contender contender) {
        String fault = fault(contender);
        if (!fault.isEmpty()) {
            return String.format(ROW, contender.title(), "–", "–", "–", "WRONG: " + fault);
        }
        String ratio = fault(Contender.NAIVE).isEmpty()
                ? spread(round -> speed(round, contender) / speed(round, Contender.NAIVE))
                        .text("%.2f")
                : "–";
        return String.format(
                ROW,
                contender.title(),
                spread(round -> speed(round, contender)).text("%,.0f"),
                spread(round -> of(round, contender).cpuMicros()).text("%.1f"),
                ratio,
                "right; " + contender.description());
    }

    private String fault(Contender contender) {
        return rounds.stream()
                .map(round -> of(round, contender).fault())
                .filter(fault -> !fault.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Spread spread(ToDoubleFunction<Map<Contender, Measurement>> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    private static double speed(Map<Contender, Measurement> round, Contender contender) {
        return of(round, contender).windowsPerSecond();
    }

    private static Measurement of(Map<Contender, Measurement> round, Contender contender) {
        return Objects.requireNonNull(round.get(contender));
    }

    /**
     * The figures for programs: every round as it was.
     *
     * @return JSON
     */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("size", size);
        all.put("rounds", rounds);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the figures have no JSON: " + e.getMessage(), e);
        }
    }

    /** One round in one line. */
    static String line(Map<Contender, Measurement> round) {
        return round.entrySet().stream()
                .map(it -> it.getKey().title() + " "
                        + (it.getValue().right()
                                ? String.format(
                                        Locale.ROOT,
                                        "%,.0f/s %.1fµs",
                                        it.getValue().windowsPerSecond(),
                                        it.getValue().cpuMicros())
                                : "WRONG"))
                .collect(Collectors.joining(", "));
    }
}
