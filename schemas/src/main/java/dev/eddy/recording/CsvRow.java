package dev.eddy.recording;

import dev.eddy.signal.Micros;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * One line of a CSV file, read cell by cell; each complaint names line and column.
 *
 * @param file where it stands
 * @param columns what its cells mean
 * @param line number of the line, from 1
 * @param cells its text
 */
record CsvRow(Path file, CsvColumns columns, long line, CSVRecord cells) {

    CsvRow {
        if (cells.size() != columns.names().size()) {
            throw new RecordingException(
                    file,
                    "line " + line + ": must have "
                            + columns.names().size() + " cells like the header row but has " + cells.size()
                            + "; add the missing cells or quote the commas");
        }
    }

    private float value(int column) {
        String text = cells.get(column);
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw problem(column, "must be a number but is '" + text + "'", "fill the cell or leave the line out", e);
        }
        if (!Float.isFinite(value)) {
            throw problem(column, "must be finite but is '" + text + "'", "mend the value or leave the line out", null);
        }
        return value;
    }

    /** One value per channel. */
    float[] values() {
        float[] values = new float[columns.channels().size()];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = value(columns.channels().get(channel));
        }
        return values;
    }

    /** One value per channel, NaN where the cell is empty. */
    float[] reading() {
        float[] values = new float[columns.channels().size()];
        for (int channel = 0; channel < values.length; channel++) {
            int column = columns.channels().get(channel);
            values[channel] = cells.get(column).isEmpty() ? Float.NaN : value(column);
        }
        return values;
    }

    /** The time of this line, of which there must be a column. */
    Tick tick() {
        return new Tick(line, micros(columns.time().orElseThrow()));
    }

    String key(int column) {
        String key = cells.get(column);
        if (key.isBlank()) {
            throw problem(column, "must not be blank", "name the stream of this line", null);
        }
        return key;
    }

    private long micros(int column) {
        String text = cells.get(column);
        try {
            return text.indexOf('T') < 0 ? Long.parseLong(text) : Micros.of(Instant.parse(text));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw problem(
                    column,
                    "must be whole microseconds since 1970 or an instant like 2026-01-31T12:00:00.5Z but is '" + text
                            + "'",
                    "write one of the two",
                    e);
        }
    }

    private RecordingException problem(int column, String rule, String remedy, @Nullable Exception cause) {
        String message = "line " + line + ", column " + columns.names().get(column) + ": " + rule + "; " + remedy;
        return cause == null ? new RecordingException(file, message) : new RecordingException(file, message, cause);
    }
}
