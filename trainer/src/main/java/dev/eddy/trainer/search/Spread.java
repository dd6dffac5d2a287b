package dev.eddy.trainer.search;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a metric varies.
 *
 * @param mean of all values
 * @param deviation of a single value from the mean, estimated from the sample; 0 for one value
 */
public record Spread(double mean, double deviation) {

    /**
     * Looks at some values.
     *
     * @param values at least one
     * @return their spread
     */
    public static Spread of(Collection<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new Spread(mean, Math.sqrt(squares / Math.max(1, values.size() - 1)));
    }

    /**
     * Every metric of some results.
     *
     * @param results with the same metrics
     * @return one line per metric
     */
    public static List<String> lines(List<Result> results) {
        Map<String, Spread> spreads = new TreeMap<>();
        results.get(0)
                .metrics()
                .keySet()
                .forEach(name -> spreads.put(
                        name,
                        of(results.stream()
                                .map(result -> result.metrics().getOrDefault(name, Double.NaN))
                                .toList())));
        return spreads.entrySet().stream()
                .map(entry -> "%s: %s over %d fits".formatted(entry.getKey(), entry.getValue(), results.size()))
                .toList();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f ± %.4f", mean, deviation);
    }
}
