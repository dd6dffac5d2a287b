package dev.eddy.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/** Recordings as lines of numbers under a header row. */
final class CsvFile {

    private final Path file;
    private final ReadOptions options;
    private final Map<String, CsvStream> streams = new LinkedHashMap<>();
    private long values;

    private CsvFile(Path file, ReadOptions options) {
        this.file = file;
        this.options = options;
    }

    static List<Recording> read(Path file, ReadOptions options) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = CsvRows.FORMAT.parse(text)) {
            return new CsvFile(file, options).recordings(new CsvRows(file, options, parser));
        }
    }

    private List<Recording> recordings(CsvRows rows) {
        while (rows.hasNext()) {
            CsvRow row = rows.next();
            values += row.columns().channels().size();
            Recordings.requireValues(file, values);
            streams.computeIfAbsent(rows.key(row), CsvStream::new).add(row);
        }
        if (streams.isEmpty()) {
            throw new RecordingException(
                    file, "must have at least one line below its header row but has none; add samples");
        }
        return streams.values().stream()
                .map(stream -> stream.recording(file, rows.columns(), options))
                .toList();
    }

    static void write(Path file, List<Recording> recordings) throws IOException {
        int channels = recordings.get(0).signal().channels();
        try (BufferedWriter text = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter out = new CSVPrinter(text, CsvRows.FORMAT)) {
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
