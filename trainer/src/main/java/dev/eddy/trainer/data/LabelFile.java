package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the rows of a {@code labels.csv}. Whatever is wrong is noted and passed over, so that one reading finds
 * everything.
 */
final class LabelFile {

    static final String NAME = "labels.csv";
    static final List<String> COLUMNS = List.of("recording", "label", "from", "to", "group");
    static final String SPLIT = "split";

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final Path file;
    private final ToLongFunction<String> position;
    private final Problems problems;

    /**
     * Prepares to read.
     *
     * @param file the file
     * @param position reads the cells from and to; throws an IllegalArgumentException that says what they must be
     * @param problems takes what is wrong
     */
    LabelFile(Path file, ToLongFunction<String> position, Problems problems) {
        this.file = file;
        this.position = position;
        this.problems = problems;
    }

    static List<String> header(boolean splits) {
        return splits ? Stream.concat(COLUMNS.stream(), Stream.of(SPLIT)).toList() : COLUMNS;
    }

    List<LabelRow> rows() {
        try (CSVParser parser = FORMAT.parse(Files.newBufferedReader(file))) {
            List<String> missing = COLUMNS.stream()
                    .filter(column -> !parser.getHeaderNames().contains(column))
                    .toList();
            if (!missing.isEmpty()) {
                problems.add("%s must have the columns %s in its first line but lacks %s; add them"
                        .formatted(file, String.join(",", COLUMNS), String.join(",", missing)));
                return List.of();
            }
            return rows(parser);
        } catch (NoSuchFileException e) {
            problems.add("%s must be there but is not; write one row per recording under the header %s"
                    .formatted(file, String.join(",", COLUMNS)));
        } catch (IOException | RuntimeException e) {
            problems.add("%s must be readable CSV but: %s; mend it".formatted(file, e.getMessage()));
        }
        return List.of();
    }

    private List<LabelRow> rows(CSVParser parser) {
        List<LabelRow> rows = new ArrayList<>();
        for (CSVRecord cells : parser) {
            if (cells.isConsistent()) {
                rows.add(row(parser.getCurrentLineNumber(), cells));
            } else {
                problems.add("%s line %d must have %d cells like the header but has %d; mend the row"
                        .formatted(
                                NAME,
                                parser.getCurrentLineNumber(),
                                parser.getHeaderNames().size(),
                                cells.size()));
            }
        }
        problems.require(
                parser.getRecordNumber() > 0,
                file + " must have at least one row but has none; write one per recording");
        return rows;
    }

    private LabelRow row(long line, CSVRecord cells) {
        String recording = cells.get("recording");
        problems.require(
                !recording.isEmpty(),
                NAME + " line " + line + ": recording must not be blank; name the recording of this row");
        String group = cells.get("group");
        LabelRow row = new LabelRow(
                line,
                recording,
                cells.get("label"),
                position(line, cells, "from", 0),
                position(line, cells, "to", LabelRow.OPEN),
                group.isEmpty() ? recording : group,
                split(line, cells));
        problems.require(
                row.from() < row.to(),
                "%s: from must be less than to but they are %s and %s; a span ends before its sample 'to'"
                        .formatted(row.place(), cells.get("from"), cells.get("to")));
        return row;
    }

    private long position(long line, CSVRecord cells, String column, long open) {
        String cell = cells.get(column);
        if (cell.isEmpty()) {
            return open;
        }
        try {
            return position.applyAsLong(cell);
        } catch (IllegalArgumentException e) {
            problems.add("%s line %d: %s must be %s but is '%s'; mend it, or leave it blank for the whole recording"
                    .formatted(NAME, line, column, e.getMessage(), cell));
            return open;
        }
    }

    private Optional<Split> split(long line, CSVRecord cells) {
        if (!cells.isMapped(SPLIT)) {
            return Optional.empty();
        }
        for (Split split : Split.values()) {
            if (split.name().toLowerCase(Locale.ROOT).equals(cells.get(SPLIT))) {
                return Optional.of(split);
            }
        }
        problems.add("%s line %d: split must be train, validation or test but is '%s'; write one of them"
                .formatted(NAME, line, cells.get(SPLIT)));
        return Optional.of(Split.TRAIN);
    }
}
