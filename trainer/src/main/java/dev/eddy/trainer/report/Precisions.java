package dev.eddy.trainer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Files of the same model whose weights are written more or less finely.
 *
 * @param files the exact one first
 */
public record Precisions(List<Written> files) implements Section {

    private static final int NAME = 10;
    private static final int BYTES = 12;

    /**
     * One file.
     *
     * @param precision how finely its weights are written
     * @param bytes of the file
     * @param metrics of each way of testing, by the names of both
     */
    public record Written(String precision, long bytes, Map<String, Map<String, Double>> metrics) {

        /** Copies the metrics in their order. */
        public Written {
            metrics = new LinkedHashMap<>(metrics);
        }

        @Override
        public Map<String, Map<String, Double>> metrics() {
            return new LinkedHashMap<>(metrics);
        }

        private double metric(Column column) {
            return metrics.getOrDefault(column.protocol, Map.of()).getOrDefault(column.metric, Double.NaN);
        }
    }

    private record Column(String protocol, String metric) {

        String title() {
            return metric + ", " + protocol;
        }
    }

    /** Copies the files. */
    public Precisions {
        files = List.copyOf(files);
    }

    @Override
    public String title() {
        return "Precision of the weights";
    }

    @Override
    public Tag content() {
        List<String> titles = new ArrayList<>(List.of("weights", "bytes"));
        columns().forEach(column -> titles.add(column.title()));
        Table table = new Table("The exact weights as they were fitted, the others in ONNX Runtime", titles);
        files.forEach(file -> {
            List<Tag> cells = new ArrayList<>(List.of(Tag.of("td", Numbers.count(file.bytes))));
            columns().forEach(column -> cells.add(Tag.of("td", Numbers.plain(file.metric(column)))));
            table.row(file.precision, cells);
        });
        return table.draw();
    }

    /**
     * The same table as text, with the first metric of each way of testing.
     *
     * @return the lines, the first one names the columns
     */
    public List<String> lines() {
        List<Column> shown = new ArrayList<>();
        columns().stream()
                .filter(column -> shown.stream().noneMatch(first -> first.protocol.equals(column.protocol)))
                .forEach(shown::add);
        StringBuilder head = new StringBuilder(cell(NAME, "weights") + cell(-BYTES, "bytes"));
        shown.forEach(column -> head.append("  ").append(column.title()));
        List<String> lines = new ArrayList<>(List.of(head.toString()));
        for (Written file : files) {
            StringBuilder line = new StringBuilder(cell(NAME, file.precision) + cell(-BYTES, "" + file.bytes));
            shown.forEach(column -> line.append("  ")
                    .append(cell(-column.title().length(), String.format(Locale.ROOT, "%.4f", file.metric(column)))));
            lines.add(line.toString());
        }
        return lines;
    }

    /** Of the exact file without what only that one was asked. */
    private List<Column> columns() {
        Set<Column> columns = new LinkedHashSet<>();
        files.get(files.size() - 1).metrics.forEach((protocol, all) -> all.keySet()
                .forEach(metric -> columns.add(new Column(protocol, metric))));
        return List.copyOf(columns);
    }

    /** Padded on the right, or on the left where the width is negative. */
    private static String cell(int width, String text) {
        String padding = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? padding + text : text + padding;
    }
}
