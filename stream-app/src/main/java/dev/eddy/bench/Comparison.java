package dev.eddy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured of one input, round by round, and the table of it. One thread. */
public final class Comparison {

    private static final String ROW = "%-22s %-26s %-20s %-18s %-18s %-10s %-14s %s%n";

    private final String model;
    private final Bench.Size size;
    private final List<Contender> contenders;
    private final List<Map<Contender, Measurement>> rounds = new ArrayList<>();

    Comparison(String model, Bench.Size size, List<Contender> contenders) {
        this.model = model;
        this.size = size;
        this.contenders = contenders;
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
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "model %s, %,d keys, %,d windows each, %,d samples in an event%n",
                model,
                size.keys(),
                size.windows(),
                size.eventSamples()));
        table.append(String.format(
                ROW,
                "design",
                "windows/s",
                "CPU µs/window",
                "times naive",
                "Eddy is, times",
                "peak MiB",
                "changelog B",
                "output"));
        contenders.forEach(contender -> table.append(row(contender)));
        ceiling().ifPresent(table::append);
        return table.toString();
    }

    private String row(Contender contender) {
        String fault = fault(contender);
        if (!fault.isEmpty()) {
            return String.format(ROW, contender.title(), "–", "–", "–", "–", "–", "–", "WRONG: " + fault);
        }
        return String.format(
                ROW,
                contender.title(),
                spread(round -> speed(round, contender)).text("%,.0f"),
                spread(round -> of(round, contender).cpuMicros()).text("%.1f"),
                ratio(contender, Contender.NAIVE),
                ratio(Contender.EDDY, contender),
                memory(contender),
                changelog(contender),
                "right; " + contender.description());
    }

    private String memory(Contender contender) {
        double peak = spread(round -> of(round, contender).peakMiB()).max();
        return peak == 0 ? "–" : String.format(Locale.ROOT, "%,.0f", peak);
    }

    private String changelog(Contender contender) {
        double bytes = spread(round -> of(round, contender).changelogBytes()).median();
        return bytes == 0 ? "–" : String.format(Locale.ROOT, "%,.0f", bytes);
    }

    private String ratio(Contender faster, Contender slower) {
        return both(faster, slower)
                ? spread(round -> speed(round, faster) / speed(round, slower)).text("%.2f")
                : "–";
    }

    private boolean both(Contender one, Contender other) {
        return contenders.containsAll(List.of(one, other))
                && fault(one).isEmpty()
                && fault(other).isEmpty();
    }

    /** All share the cores, so the times of what must be done add up: reading and writing, and the model. */
    private Optional<String> ceiling() {
        if (!both(Contender.PASS_THROUGH, Contender.MODEL_ALONE) || !both(Contender.EDDY, Contender.EDDY)) {
            return Optional.empty();
        }
        Spread share = spread(round -> speed(round, Contender.EDDY)
                * (1 / speed(round, Contender.PASS_THROUGH) + 1 / speed(round, Contender.MODEL_ALONE)));
        Spread cpu = spread(round -> of(round, Contender.EDDY).cpuMicros()
                / (of(round, Contender.PASS_THROUGH).cpuMicros()
                        + of(round, Contender.MODEL_ALONE).cpuMicros()));
        return Optional.of("eddy: " + share.text("%.2f")
                + " of the additive ceiling 1/(1/pass-through + 1/model alone); CPU per window is " + cpu.text("%.2f")
                + " times that of both together" + System.lineSeparator());
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
     * How fast one was.
     *
     * @param contender who took part
     * @return the median
     */
    public double windowsPerSecond(Contender contender) {
        return spread(round -> speed(round, contender)).median();
    }

    /**
     * The figures for programs.
     *
     * @return every round as it was
     */
    public Figures figures() {
        return new Figures(model, size, List.copyOf(rounds));
    }

    /**
     * What was measured of one input.
     *
     * @param model its name
     * @param size of the input
     * @param rounds that counted
     */
    public record Figures(String model, Bench.Size size, List<Map<Contender, Measurement>> rounds) {}

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
                                : "WRONG: " + it.getValue().fault()))
                .collect(Collectors.joining(", "));
    }
}
