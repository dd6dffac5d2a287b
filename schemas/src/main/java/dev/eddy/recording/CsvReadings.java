package dev.eddy.recording;

import dev.eddy.signal.Samples;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;

/**
 * Readings at any times in a CSV file: the columns are those of {@link Recordings}, {@code time} must be among them, and in an
 * empty cell nothing was measured. Any thread may call.
 */
public final class CsvReadings {

    /** The lines of one key, collected. */
    private static final class Rows {

        private final List<Long> times = new ArrayList<>();
        private final FloatList values = new FloatList();

        private Samples samples() {
            long[] each = times.stream().mapToLong(Long::longValue).toArray();
            return new Samples(each[0], values.toArray(), true, false, each);
        }
    }

    private CsvReadings() {}

    /**
     * Reads a file whole.
     *
     * @param file a CSV file
     * @param options its key, where it names none
     * @param channels that it must have
     * @return all readings of each key, an event that ends with them
     * @throws RecordingException when the file cannot be read; nothing of it is to be used then
     */
    public static Map<String, Samples> read(Path file, ReadOptions options, int channels) {
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = CsvRows.FORMAT.parse(text)) {
            return read(file, new CsvRows(file, options, parser), channels);
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read (" + e + "); check the path and its permissions", e);
        }
    }

    private static Map<String, Samples> read(Path file, CsvRows rows, int channels) {
        CsvColumns columns = rows.columns();
        if (columns.time().isEmpty() || columns.channels().size() != channels) {
            throw new RecordingException(
                    file,
                    "must have a column 'time' and " + channels + " others that are channels but has " + columns.names()
                            + "; give readings like those that the model was fitted on");
        }
        Map<String, Rows> keys = new LinkedHashMap<>();
        long values = 0;
        while (rows.hasNext()) {
            CsvRow row = rows.next();
            values += channels;
            Recordings.requireValues(file, values);
            Rows of = keys.computeIfAbsent(rows.key(row), key -> new Rows());
            of.times.add(row.tick().micros());
            for (float value : row.reading()) {
                of.values.add(value);
            }
        }
        Map<String, Samples> readings = new LinkedHashMap<>();
        keys.forEach((key, of) -> readings.put(key, of.samples()));
        return readings;
    }
}
