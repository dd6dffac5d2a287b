package dev.eddy.trainer.search;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * All candidates of a search as a CSV file, the best one first.
 *
 * @param spec of the search
 */
record ResultTable(SearchSpec spec) {

    void write(Path file, List<Candidate> candidates) throws IOException {
        List<String> header = new ArrayList<>(List.of("candidate"));
        header.addAll(spec.parameters().keySet());
        spec.rungs().forEach(epochs -> header.add("merit after " + epochs));
        header.addAll(List.of("parameters", "seconds", "problem"));
        try (Writer out = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(
                        out,
                        CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
            csv.printRecord(header);
            for (Candidate candidate : candidates) {
                csv.printRecord(row(candidate));
            }
        }
    }

    private List<Object> row(Candidate candidate) {
        List<Object> row = new ArrayList<>(List.of(candidate.number()));
        row.addAll(candidate.values().values());
        for (int rung = 0; rung < spec.rungs().size(); rung++) {
            row.add(rung < candidate.merits().size() ? candidate.merits().get(rung) : "");
        }
        row.add(candidate.results().stream().mapToLong(Result::parameters).max().orElse(0));
        row.add(candidate.results().stream()
                .flatMap(result -> result.reports().stream())
                .mapToDouble(report -> report.seconds())
                .sum());
        row.add(candidate.problem());
        return row;
    }
}
