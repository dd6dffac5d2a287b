package dev.eddy.trainer.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table compares: rows that are variations of one experiment, each fitted from several seeds.
 *
 * @param experiment that all rows vary
 * @param seeds of the fits of each row
 * @param metrics the columns, for example {@code official.accuracy}
 * @param folds paths of the experiment with the values that take turns; a seed's metric is the mean over them
 * @param set values of the experiment that are replaced in all rows, by their path
 * @param rows by name the values that are replaced there, by their path
 */
public record TableSpec(
        Path experiment,
        List<Integer> seeds,
        List<String> metrics,
        Map<String, List<JsonNode>> folds,
        Map<String, JsonNode> set,
        Map<String, Map<String, JsonNode>> rows) {

    /**
     * Reads a table file.
     *
     * @param file in YAML
     * @return the table
     */
    public static TableSpec read(Path file) {
        return YamlFile.read(file, fields -> read(file, fields));
    }

    private static TableSpec read(Path file, Fields fields) {
        Map<String, Map<String, JsonNode>> rows = new LinkedHashMap<>();
        fields.object("rows").entries().forEach((name, row) -> rows.put(name, row.trees()));
        Map<String, List<JsonNode>> folds = new LinkedHashMap<>();
        optional(fields, "folds").forEach((path, values) -> {
            fields.problems().require(values.isArray() && !values.isEmpty(), "folds.%s must be a list".formatted(path));
            folds.put(path, List.copyOf(values.valueStream().toList()));
        });
        fields.problems().require(!rows.isEmpty(), "rows must name at least one row but is empty");
        return new TableSpec(
                file.toAbsolutePath().resolveSibling(fields.text("experiment")).normalize(),
                fields.items("seeds").stream()
                        .map(item -> item.integer(0, Integer.MAX_VALUE))
                        .toList(),
                fields.texts("metrics", List.of()),
                folds,
                optional(fields, "set"),
                rows);
    }

    /**
     * The experiment of one row.
     *
     * @param tree the experiment that all rows vary
     * @param row its name
     * @param fold values that take turns, by their path
     * @return a copy with the values of the table, the fold and the row, each over those before
     */
    public ExperimentTree vary(ExperimentTree tree, String row, Map<String, JsonNode> fold) {
        Map<String, JsonNode> values = new LinkedHashMap<>(set);
        values.putAll(fold);
        values.putAll(rows.getOrDefault(row, Map.of()));
        return tree.with(values);
    }

    private static Map<String, JsonNode> optional(Fields fields, String name) {
        return fields.has(name) ? fields.object(name).trees() : Map.of();
    }
}
