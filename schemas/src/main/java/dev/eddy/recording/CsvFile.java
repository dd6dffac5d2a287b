package dev.eddy.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Recordings as lines of numbers under a header row. */
final class CsvFile {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setRecordSeparator('\n')
            .get();

    private final Path file;
    private final ReadOptions options;
    private final CSVParser parser;
    private final Map<String, CsvStream> streams = new LinkedHashMap<>();
    private long values;

    private CsvFile(Path file, ReadOptions options, CSVParser parser) {
        this.file = file;
        this.options = options;
        this.parser = parser;
    }

    static List<Recording> read(Path file, ReadOptions options) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = FORMAT.parse(text)) {
            return new CsvFile(file, options, parser).recordings();
        }
    }

    private List<Recording> recordings() {
        Iterator<CSVRecord> lines = parser.iterator();
        if (!lines.hasNext()) {
            throw new RecordingException(
                    file, "must have a header row but is empty; name the columns in its first line");
        }
        CsvColumns columns = CsvColumns.of(file, lines.next());
        requireOneKeySource(columns);
        while (lines.hasNext()) {
            CSVRecord cells = lines.next();
            add(new CsvRow(file, columns, parser.getCurrentLineNumber(), cells));
        }
        if (streams.isEmpty()) {
            throw new RecordingException(
                    file, "must have at least one line below its header row but has none; add samples");
        }
        return streams.values().stream()
                .map(stream -> stream.recording(file, columns, options))
                .toList();
    }

    private void requireOneKeySource(CsvColumns columns) {
        if (columns.key().isPresent() && !options.key().isEmpty()) {
            throw new RecordingException(
                    file,
                    "has a column 'key', so no other key may be given but was " + options.key() + "; leave --key out");
        }
    }

    private void add(CsvRow row) {
        values += row.columns().channels().size();
        Recordings.requireValues(file, values);
        String key = row.columns().key().isPresent()
                ? row.key(row.columns().key().getAsInt())
                : Recordings.defaultKey(file, options);
        streams.computeIfAbsent(key, CsvStream::new).add(row);
    }

    static void write(Path file, List<Recording> recordings) throws IOException {
        int channels = recordings.get(0).signal().channels();
        try (BufferedWriter text = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter out = new CSVPrinter(text, FORMAT)) {
            out.printRecord(header(channels));
            for (Recording recording : recordings) {
                requireChannels(file, channels, recording);
                for (int i = 0; i < recording.length(); i++) {
                    out.printRecord(line(recording, i));
                }
            }
        }
    }

    private static List<String> header(int channels) {
        List<String> names = new ArrayList<>(List.of(CsvColumns.TIME, CsvColumns.KEY));
        for (int channel = 0; channel < channels; channel++) {
            names.add("channel" + channel);
        }
        return names;
    }

    private static List<String> line(Recording recording, int sample) {
        List<String> cells = new ArrayList<>();
        cells.add(Long.toString(recording.startMicros() + recording.signal().micros(sample)));
        cells.add(recording.key());
        int channels = recording.signal().channels();
        for (int channel = 0; channel < channels; channel++) {
            cells.add(Float.toString(recording.values()[sample * channels + channel]));
        }
        return cells;
    }

    private static void requireChannels(Path file, int channels, Recording recording) {
        if (recording.signal().channels() != channels) {
            throw new RecordingException(
                    file,
                    "all recordings of a CSV file must have " + channels + " channels but " + recording.key() + " has "
                            + recording.signal().channels() + "; write it to a file of its own");
        }
    }
}
