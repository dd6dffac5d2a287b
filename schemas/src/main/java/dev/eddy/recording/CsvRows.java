package dev.eddy.recording;

import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The lines below a header row, which is read first. A line is read when it is asked for, not earlier. */
final class CsvRows implements Iterator<CsvRow> {

    static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setRecordSeparator('\n')
            .get();

    private final Path file;
    private final ReadOptions options;
    private final CSVParser parser;
    private final Iterator<CSVRecord> lines;
    private final CsvColumns columns;

    CsvRows(Path file, ReadOptions options, CSVParser parser) {
        this.file = file;
        this.options = options;
        this.parser = parser;
        this.lines = parser.iterator();
        if (!lines.hasNext()) {
            throw new RecordingException(
                    file, "must have a header row but is empty; name the columns in its first line");
        }
        this.columns = CsvColumns.of(file, lines.next());
        requireOneKeySource();
    }

    private void requireOneKeySource() {
        if (columns.key().isPresent() && !options.key().isEmpty()) {
            throw new RecordingException(
                    file,
                    "has a column 'key', so no other key may be given but was " + options.key() + "; leave --key out");
        }
    }

    CsvColumns columns() {
        return columns;
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public CsvRow next() {
        CSVRecord cells = lines.next();
        return new CsvRow(file, columns, parser.getCurrentLineNumber(), cells);
    }

    /** The stream that a line belongs to. */
    String key(CsvRow row) {
        return columns.key().isPresent() ? row.key(columns.key().getAsInt()) : Recordings.defaultKey(file, options);
    }
}
