package dev.eddy.trainer.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Values for all parameters, and how good they have turned out to be.
 *
 * @param number from 1
 * @param values by the path of the parameter
 * @param merits at each rung that it came to, the mean over its folds; negative infinity where it failed
 * @param results of its folds at the last of them; empty where it failed
 * @param problem why it failed, or nothing
 */
record Candidate(int number, Map<String, JsonNode> values, List<Double> merits, List<Result> results, String problem) {

    private static final long PER_NUMBER = 0x9E3779B97F4A7C15L;

    /** The same number, seed and parameters give the same values, however many candidates there are. */
    static Candidate draw(int number, SearchSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed + number * PER_NUMBER);
        random.nextLong();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        spec.parameters().forEach((path, domain) -> values.put(path, domain.draw(random)));
        return new Candidate(number, values, List.of(), List.of(), "");
    }

    /** The merit at the last rung that it came to. */
    double merit() {
        return merits.get(merits.size() - 1);
    }

    /** The same, one rung later. */
    Candidate after(List<Trials.Ending> endings, int epochs) {
        List<Result> known =
                endings.stream().flatMap(ending -> ending.result().stream()).toList();
        boolean failed = known.size() < endings.size();
        List<Double> more = new ArrayList<>(merits);
        more.add(failed ? Double.NEGATIVE_INFINITY : mean(known, epochs));
        return new Candidate(number, values, more, failed ? List.of() : known, problem(endings));
    }

    private static double mean(List<Result> results, int epochs) {
        return results.stream()
                .mapToDouble(result -> result.merit(epochs))
                .average()
                .orElseThrow();
    }

    private static String problem(List<Trials.Ending> endings) {
        return endings.stream()
                .filter(ending -> ending.result().isEmpty())
                .map(Trials.Ending::lastLine)
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
