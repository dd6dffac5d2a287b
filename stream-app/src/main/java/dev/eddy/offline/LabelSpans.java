package dev.eddy.offline;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** What a {@code labels.csv}, as {@code eddy dataset} writes it, says of the samples of recordings. */
public final class LabelSpans {

    /** No labels. */
    public static final LabelSpans NONE = new LabelSpans(Map.of());

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private final Map<String, List<Span>> spans;

    private record Span(long from, long to, String label) {}

    private LabelSpans(Map<String, List<Span>> spans) {
        this.spans = spans;
    }

    public static LabelSpans read(Path file) {
        Map<String, List<Span>> spans = new HashMap<>();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (CSVRecord row : FORMAT.parse(text)) {
                spans.computeIfAbsent(row.get("recording"), key -> new ArrayList<>())
                        .add(new Span(bound(row, "from", 0), bound(row, "to", Long.MAX_VALUE), row.get("label")));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the labels " + file
                            + " must be a CSV file with the columns recording, label, from, to but are not: "
                            + e.getMessage() + "; write it as 'eddy dataset' does",
                    e);
        }
        return new LabelSpans(spans);
    }

    /** Blank for the start and the end of the recording. */
    private static long bound(CSVRecord row, String column, long otherwise) {
        String text = row.isMapped(column) ? row.get(column) : "";
        return text.isEmpty() ? otherwise : Long.parseLong(text);
    }

    /** The label of a sample, counted from 0; nothing where it has none. */
    Optional<String> at(String recording, long sample) {
        return spans.getOrDefault(recording, List.of()).stream()
                .filter(it -> it.from <= sample && sample < it.to && !it.label.isEmpty())
                .map(Span::label)
                .findFirst();
    }
}
