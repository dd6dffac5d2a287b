package dev.eddy.trainer.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fits all rows of a table and prints it. What was fitted before is not fitted again. */
public final class Table {

    private final TableSpec spec;
    private final ExperimentTree tree;
    private final Path folder;
    private final PrintStream out;

    /**
     * Prepares a table.
     *
     * @param spec what it compares
     * @param tree the experiment that all rows vary, with its data
     * @param folder where results are kept
     * @param out takes the progress
     */
    public Table(TableSpec spec, ExperimentTree tree, Path folder, PrintStream out) {
        this.spec = spec;
        this.tree = tree;
        this.folder = folder;
        this.out = out;
    }

    /**
     * Fits what is missing.
     *
     * @param trials runs the fits
     * @return by the name of the row a list of one result per seed, the metrics being means over the folds
     * @throws IOException when a fit fails
     */
    public Map<String, List<Result>> run(Trials trials) throws IOException {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (String row : spec.rows().keySet()) {
            List<Result> perSeed = new ArrayList<>();
            for (int seed : spec.seeds()) {
                perSeed.add(mean(fit(row, seed, trials)));
            }
            results.put(row, perSeed);
            out.println(line(row, perSeed));
        }
        return results;
    }

    /** Markdown. */
    List<String> head() {
        String columns = String.join(" | ", spec.metrics());
        return List.of(
                "| model | parameters | epochs | CPU s | " + columns + " |",
                "|---|---|---|---|" + "---|".repeat(spec.metrics().size()));
    }

    /**
     * The whole table.
     *
     * @param results of {@link #run}
     * @return lines of Markdown
     */
    public List<String> lines(Map<String, List<Result>> results) {
        List<String> lines = new ArrayList<>(head());
        results.forEach((row, perSeed) -> lines.add(line(row, perSeed)));
        return lines;
    }

    private String line(String row, List<Result> perSeed) {
        Result first = perSeed.get(0);
        double seconds =
                perSeed.stream().mapToDouble(Result::cpuSeconds).average().orElse(0);
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %.0f |",
                row,
                first.parameters(),
                first.reports().size(),
                seconds));
        for (String metric : spec.metrics()) {
            Spread spread = Spread.of(perSeed.stream()
                    .map(result -> result.metrics().getOrDefault(metric, Double.NaN))
                    .toList());
            line.append(' ').append(spread).append(" |");
        }
        return line.toString();
    }

    private List<Result> fit(String row, int seed, Trials trials) throws IOException {
        List<Job> jobs = new ArrayList<>();
        List<Map<String, JsonNode>> folds = folds();
        for (int fold = 0; fold < folds.size(); fold++) {
            jobs.add(job(row, folds.get(fold), "%s/seed-%d/fold-%d".formatted(slug(row), seed, fold), seed));
        }
        List<Job> missing =
                jobs.stream().filter(job -> !Files.exists(job.result())).toList();
        List<Trials.Ending> endings = trials.run(missing);
        for (int i = 0; i < endings.size(); i++) {
            if (endings.get(i).result().isEmpty()) {
                throw new IOException("%s with seed %d failed: %s"
                        .formatted(row, seed, endings.get(i).lastLine()));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Job job : jobs) {
            results.add(Result.read(job.result()).get(0));
        }
        return results;
    }

    private Job job(String row, Map<String, JsonNode> fold, String place, int seed) throws IOException {
        Path own = Files.createDirectories(folder.resolve(place));
        Path experiment = own.resolve("experiment.yaml");
        spec.vary(tree, row, fold).write(experiment);
        return new Job(
                own,
                List.of(
                        "train",
                        experiment.toString(),
                        "--seed=" + seed,
                        "--out=" + own.resolve("model.onnx"),
                        "--json=" + Job.result(own)));
    }

    /** Every value of the first path, each with the value of the other paths at the same place. */
    private List<Map<String, JsonNode>> folds() {
        List<Map<String, JsonNode>> folds = new ArrayList<>();
        int count = spec.folds().values().stream().mapToInt(List::size).min().orElse(1);
        for (int i = 0; i < count; i++) {
            Map<String, JsonNode> values = new LinkedHashMap<>();
            int at = i;
            spec.folds().forEach((path, all) -> values.put(path, all.get(at)));
            folds.add(values);
        }
        return folds;
    }

    private static Result mean(List<Result> folds) {
        Map<String, Double> means = new LinkedHashMap<>();
        folds.get(0)
                .metrics()
                .keySet()
                .forEach(metric -> means.put(
                        metric,
                        folds.stream()
                                .mapToDouble(fold -> fold.metrics().getOrDefault(metric, Double.NaN))
                                .average()
                                .orElse(Double.NaN)));
        Result first = folds.get(0);
        double seconds =
                folds.stream().mapToDouble(Result::cpuSeconds).average().orElse(0);
        return new Result(first.seed(), means, first.parameters(), seconds, first.reports());
    }

    private static String slug(String row) {
        return row.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
