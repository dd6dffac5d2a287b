package dev.eddy.trainer.head;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How good a network is on some steps.
 *
 * @param metrics by name, in the order in which people read them
 * @param merit one number to compare networks by; greater is better
 * @param count how many answers were judged
 */
public record Outcome(Map<String, Double> metrics, double merit, long count) {

    /**
     * The same with more metrics.
     *
     * @param more metrics by name
     * @return the metrics of both, these ones first
     */
    public Outcome with(Map<String, Double> more) {
        Map<String, Double> all = new LinkedHashMap<>(metrics);
        all.putAll(more);
        return new Outcome(all, merit, count);
    }

    /**
     * The outcome as a line of text.
     *
     * @return for example {@code accuracy 0.9376, macroF1 0.9385}
     */
    public String line() {
        return metrics.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
