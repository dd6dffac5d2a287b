package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A folder with one file per recording and {@code labels.csv}, which says for spans of samples what is the matter. The
 * data set {@code recordings} reads it again.
 *
 * @param folder is made if it is not there
 */
public record DataSetFolder(Path folder) {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /**
     * Writes one part of a data set: audio as 16-bit WAV, all else as CSV whose first column is the time in whole
     * microseconds since 1970, the last ones the targets, and whose numbers read back as the same floats. A file is named
     * after its recording, characters that not every system allows in the way of URLs.
     *
     * @param set the data set
     * @param split the part
     * @return how many recordings were written
     * @throws IOException when a file cannot be written
     */
    public int write(DataSet set, Split split) throws IOException {
        List<Entry> part =
                set.entries().stream().filter(entry -> entry.split() == split).toList();
        return write(set, part, false);
    }

    /**
     * Writes all parts of a data set the same way; {@code labels.csv} then has a column that says which is which.
     *
     * @param set the data set
     * @return how many recordings were written
     * @throws IOException when a file cannot be written
     */
    public int write(DataSet set) throws IOException {
        return write(set, set.entries(), true);
    }

    private int write(DataSet set, List<Entry> entries, boolean splits) throws IOException {
        Files.createDirectories(folder);
        try (Writer text = Files.newBufferedWriter(folder.resolve(LabelFile.NAME));
                CSVPrinter labels = new CSVPrinter(text, FORMAT)) {
            labels.printRecord(LabelFile.header(splits));
            for (Entry entry : entries) {
                LabelledRecording labelled = entry.open();
                write(set, labelled);
                for (LabelTrack.Span span : spans(labelled)) {
                    labels.printRecord(row(set, labelled, span, splits));
                }
            }
        }
        return entries.size();
    }

    /** A recording without any label has a row nevertheless, which says whose it is. */
    private static List<LabelTrack.Span> spans(LabelledRecording labelled) {
        List<LabelTrack.Span> spans = labelled.track().spans();
        return spans.isEmpty()
                ? List.of(new LabelTrack.Span(
                        LabelTrack.UNLABELLED, 0, labelled.recording().length()))
                : spans;
    }

    private static List<Object> row(DataSet set, LabelledRecording labelled, LabelTrack.Span span, boolean splits) {
        String label = span.label() == LabelTrack.UNLABELLED ? "" : set.labels().get(span.label());
        List<Object> row = new ArrayList<>(List.of(name(labelled), label, span.from(), span.to(), labelled.group()));
        if (splits) {
            row.add(labelled.split().name().toLowerCase(Locale.ROOT));
        }
        return row;
    }

    /** The key of a stream may hold any character, the name of a file may not. */
    private static String name(LabelledRecording labelled) {
        return URLEncoder.encode(labelled.recording().key(), StandardCharsets.UTF_8);
    }

    private void write(DataSet set, LabelledRecording labelled) throws IOException {
        Recording recording = labelled.recording();
        if (set.pcm()) {
            Recordings.write(folder.resolve(name(labelled) + ".wav"), List.of(recording));
            return;
        }
        try (Writer text = Files.newBufferedWriter(folder.resolve(name(labelled) + ".csv"));
                CSVPrinter out = new CSVPrinter(text, FORMAT)) {
            List<String> header = new ArrayList<>(List.of("time"));
            header.addAll(set.channels());
            header.addAll(set.targets());
            out.printRecord(header);
            for (int sample = 0; sample < recording.length(); sample++) {
                out.printRecord(line(labelled, sample));
            }
        }
    }

    private static List<Object> line(LabelledRecording labelled, int sample) {
        Recording recording = labelled.recording();
        List<Object> cells = new ArrayList<>();
        cells.add(recording.startMicros() + recording.signal().micros(sample));
        add(cells, recording.values(), recording.length(), sample);
        add(cells, labelled.targets(), recording.length(), sample);
        return cells;
    }

    private static void add(List<Object> cells, float[] values, int samples, int sample) {
        int width = values.length / samples;
        for (int i = 0; i < width; i++) {
            cells.add(values[sample * width + i]);
        }
    }
}
