package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * ETTh1: six loads and the oil temperature (OT) of an electricity transformer, every hour for two years; nothing is
 * labelled. Usual split of the first 20 months: 12 to fit on, 4 to validate, 4 to test, of 30 days each.
 *
 * @param channels some of the seven columns
 * @param lookback hours before the validation and the test part with which their recordings begin: past values that a
 *     forecast may look at but that are not its own
 */
record Etth1(List<String> channels, int lookback) implements DataSource {

    private static final List<String> ALL = List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT");
    private static final int HOUR = 3600;
    private static final int VALIDATION = 8640;
    private static final int TEST = 11520;
    private static final int END = 14400;
    private static final int USUAL_LOOKBACK = 96;

    static Etth1 of(Fields fields) {
        List<String> channels = fields.texts("channels", ALL);
        fields.problems()
                .require(
                        !channels.isEmpty() && ALL.containsAll(channels),
                        "%s.channels must be some of %s but is %s; name one or more of them"
                                .formatted(fields.path(), ALL, channels));
        return new Etth1(channels, fields.integer("lookback", 0, VALIDATION, USUAL_LOOKBACK));
    }

    @Override
    public DataSet load(Path folder) throws IOException {
        List<CSVRecord> rows = rows(folder.resolve("etth1").resolve("ETTh1.csv"));
        List<LabelledRecording> parts = List.of(
                part(Split.TRAIN, rows.subList(0, VALIDATION)),
                part(Split.VALIDATION, rows.subList(VALIDATION - lookback, TEST)),
                part(Split.TEST, rows.subList(TEST - lookback, END)));
        return new DataSet("etth1", signal(), channels, List.of(), false, parts);
    }

    @Override
    public String split() {
        return "by time: rows 0-8639 train, 8640-11519 validation, 11520-14399 test, the latter two after %d rows of look-back"
                .formatted(lookback);
    }

    private SignalSpec signal() {
        return new SignalSpec(channels.size(), 1.0 / HOUR);
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = format.parse(Files.newBufferedReader(file))) {
            requireColumns(file, parser.getHeaderNames());
            List<CSVRecord> rows = parser.stream().limit(END).toList();
            if (rows.size() < END) {
                throw new IOException(
                        "%s must have at least %d rows but has %d; copy it again".formatted(file, END, rows.size()));
            }
            return rows;
        }
    }

    private static void requireColumns(Path file, List<String> header) throws IOException {
        List<String> missing = Stream.concat(Stream.of("date"), ALL.stream())
                .filter(column -> !header.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException(
                    "%s must have the columns date and %s but lacks %s; copy it again".formatted(file, ALL, missing));
        }
    }

    private LabelledRecording part(Split split, List<CSVRecord> rows) throws IOException {
        long start = seconds(rows.get(0));
        float[] values = new float[rows.size() * channels.size()];
        for (int row = 0; row < rows.size(); row++) {
            if (seconds(rows.get(row)) != start + (long) row * HOUR) {
                throw new IOException("row of %s must be an hour after the one before but is not; copy the file again"
                        .formatted(rows.get(row).get("date")));
            }
            for (int channel = 0; channel < channels.size(); channel++) {
                values[row * channels.size() + channel] =
                        Float.parseFloat(rows.get(row).get(channels.get(channel)));
            }
        }
        String key = "etth1-" + split.name().toLowerCase(Locale.ROOT);
        Recording recording = new Recording(key, start * 1_000_000, signal(), values);
        return new LabelledRecording(recording, split, key, LabelTrack.none());
    }

    /** The file does not name its time zone: it is taken for UTC. */
    private static long seconds(CSVRecord row) {
        return LocalDateTime.parse(row.get("date"), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
                .toEpochSecond(ZoneOffset.UTC);
    }
}
