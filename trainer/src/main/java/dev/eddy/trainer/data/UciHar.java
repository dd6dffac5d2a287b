package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * UCI HAR: what a phone at the waist feels while its bearer walks, climbs, sits, stands or lies; 9 channels at 50 Hz,
 * official split by subject. The official windows of 128 samples overlap by half; here every unbroken run of them is
 * one recording again, and official window i of a run holds its samples {@code [64 i, 64 i + 128)}.
 */
record UciHar() implements DataSource {

    private static final SignalSpec SIGNAL = new SignalSpec(9, 50);
    private static final int WINDOW = 128;
    private static final int HALF = WINDOW / 2;
    private static final List<String> CHANNELS = List.of(
            "body_acc_x",
            "body_acc_y",
            "body_acc_z",
            "body_gyro_x",
            "body_gyro_y",
            "body_gyro_z",
            "total_acc_x",
            "total_acc_y",
            "total_acc_z");
    private static final List<String> LABELS =
            List.of("walking", "walking_upstairs", "walking_downstairs", "sitting", "standing", "laying");

    /** One row of the label file: which window, of whom, doing what, in which unbroken run. */
    private record Row(int window, String subject, int label, String segment) {
        static Row of(CSVRecord row) {
            return new Row(
                    Integer.parseInt(row.get("window")),
                    row.get("subject"),
                    Integer.parseInt(row.get("label")),
                    row.get("segment"));
        }
    }

    @Override
    public DataSet load(Path folder) throws IOException {
        List<LabelledRecording> recordings = new ArrayList<>();
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            recordings.addAll(part(folder.resolve("uci-har"), split));
        }
        return new DataSet("uci-har", SIGNAL, CHANNELS, LABELS, false, recordings);
    }

    @Override
    public String split() {
        return "official, by subject: test subjects 2 4 9 10 12 13 18 20 24";
    }

    private static List<LabelledRecording> part(Path folder, Split split) throws IOException {
        String name = split.name().toLowerCase(Locale.ROOT);
        FloatBuffer windows = floats(folder.resolve(name + "_X.f32le.gz"));
        List<Row> rows = rows(folder.resolve(name + "_labels.csv"));
        List<LabelledRecording> recordings = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || !rows.get(i).segment.equals(rows.get(from).segment)) {
                recordings.add(recording(split, windows, rows.subList(from, i)));
                from = i;
            }
        }
        return recordings;
    }

    private static LabelledRecording recording(Split split, FloatBuffer windows, List<Row> run) throws IOException {
        Row first = run.get(0);
        float[] values = new float[(run.size() + 1) * HALF * SIGNAL.channels()];
        for (int i = 0; i < run.size(); i++) {
            put(windows, run.get(i).window, values, i * HALF, i > 0);
        }
        String key = "har-%s-%s".formatted(first.subject, first.segment);
        Recording recording = new Recording(key, START_MICROS, SIGNAL, values);
        return new LabelledRecording(
                recording, split, first.subject, LabelTrack.constant(first.label, recording.length()));
    }

    /** Writes a window {@code [channel][time]} to its place in {@code values}; its first half may be there already. */
    private static void put(FloatBuffer windows, int window, float[] values, int at, boolean follows)
            throws IOException {
        int channels = SIGNAL.channels();
        for (int i = 0; i < channels * WINDOW; i++) {
            int place = (at + i % WINDOW) * channels + i / WINDOW;
            float value = windows.get(window * channels * WINDOW + i);
            if (follows && i % WINDOW < HALF && value != values[place]) {
                throw new IOException("window " + window + " must continue the one before it but does not");
            }
            values[place] = value;
        }
    }

    private static FloatBuffer floats(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
    }

    private static List<Row> rows(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = format.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            return parser.stream().map(Row::of).toList();
        }
    }
}
