package dev.eddy.trainer.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.trainer.report.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What was measured in one fit.
 *
 * @param seed of the fit
 * @param metrics by name
 * @param parameters that were fitted
 * @param cpuSeconds that the process spent on fitting, all threads together
 * @param reports of all epochs
 */
public record Result(
        int seed, Map<String, Double> metrics, long parameters, double cpuSeconds, List<EpochReport> reports) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes some results.
     *
     * @param file takes a JSON list
     * @param results one item each
     * @throws IOException when the file cannot be written
     */
    public static void write(Path file, List<Result> results) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        results.forEach(result -> list.add(result.json()));
        Files.writeString(file, list.toPrettyString() + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param file a JSON list
     * @return its items
     * @throws IOException when the file cannot be read
     */
    public static List<Result> read(Path file) throws IOException {
        List<Result> results = new ArrayList<>();
        JSON.readTree(Files.readString(file)).forEach(item -> results.add(of(item)));
        return results;
    }

    /**
     * The greatest merit of the validation part.
     *
     * @param epochs how many are looked at, from the first on
     * @return negative infinity without any
     */
    public double merit(int epochs) {
        return reports.stream()
                .limit(epochs)
                .mapToDouble(report -> report.validation().orElse(Double.NEGATIVE_INFINITY))
                .filter(merit -> !Double.isNaN(merit))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("seed", seed).put("parameters", parameters).put("epochs", reports.size());
        node.put("cpuSeconds", cpuSeconds);
        node.put(
                "secondsPerEpoch",
                reports.stream().mapToDouble(EpochReport::seconds).average().orElse(0));
        ObjectNode measured = node.putObject("metrics");
        metrics.forEach(measured::put);
        ArrayNode course = node.putArray("course");
        reports.forEach(report -> {
            ObjectNode epoch = course.addObject().put("loss", report.loss()).put("seconds", report.seconds());
            report.validation().ifPresent(merit -> epoch.put("validation", merit));
            report.validationLoss().ifPresent(loss -> epoch.put("validationLoss", loss));
            report.rate().ifPresent(rate -> epoch.put("rate", rate));
        });
        return node;
    }

    private static Result of(JsonNode node) {
        Map<String, Double> metrics = new TreeMap<>();
        node.path("metrics")
                .properties()
                .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().asDouble()));
        List<EpochReport> reports = new ArrayList<>();
        JsonNode course = node.path("course");
        for (JsonNode epoch : course) {
            reports.add(new EpochReport(
                    reports.size() + 1,
                    course.size(),
                    epoch.path("loss").asDouble(),
                    number(epoch.path("validation")),
                    epoch.path("seconds").asDouble(),
                    number(epoch.path("validationLoss")),
                    number(epoch.path("rate"))));
        }
        return new Result(
                node.path("seed").asInt(),
                metrics,
                node.path("parameters").asLong(),
                node.path("cpuSeconds").asDouble(),
                reports);
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
