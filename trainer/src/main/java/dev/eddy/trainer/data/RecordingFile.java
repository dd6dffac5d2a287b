package dev.eddy.trainer.data;

import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A WAV or CSV file with one recording, of which only the outline is kept.
 *
 * @param path where it lies
 * @param options what it does not say itself
 * @param signal channels, targets among them, and rate
 * @param length samples per channel
 * @param columns the name of each channel
 */
record RecordingFile(Path path, ReadOptions options, SignalSpec signal, int length, List<String> columns) {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setTrim(true).get();

    /** Reads a file once and forgets its values. Throws a RecordingException or an IOException that says why not. */
    static RecordingFile scan(Path path, double rate) throws IOException {
        ReadOptions options = ReadOptions.DEFAULT.withSampleRate(rate).withStartMicros(DataSource.START_MICROS);
        List<Recording> found = Recordings.read(path, options);
        if (found.size() != 1) {
            throw new IOException(path + ": must hold one recording but holds " + found.size()
                    + " (column key); write each to a file of its own");
        }
        Recording only = found.get(0);
        if (only.length() == 0) {
            throw new IOException(path + ": must hold a sample or more but is empty; record it again or delete it");
        }
        return new RecordingFile(path, options, only.signal(), only.length(), columns(path, only.signal()));
    }

    private static List<String> columns(Path path, SignalSpec signal) throws IOException {
        if (isAudio(path)) {
            return IntStream.range(0, signal.channels())
                    .mapToObj(i -> "audio" + i)
                    .toList();
        }
        try (Reader text = Files.newBufferedReader(path);
                CSVParser parser = FORMAT.parse(text)) {
            return parser.iterator().next().stream()
                    .map(name -> name.startsWith("\uFEFF") ? name.substring(1) : name)
                    .filter(name -> !name.equals("time") && !name.equals("key"))
                    .toList();
        }
    }

    static boolean isRecording(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return isAudio(path) || (name.endsWith(".csv") && !name.equals(LabelFile.NAME));
    }

    private static boolean isAudio(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".wav") || name.endsWith(".wave");
    }

    boolean audio() {
        return isAudio(path);
    }

    String key() {
        return key(path);
    }

    /** A file's name without its extension. */
    static String key(Path path) {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Reads it again; it must not have changed meanwhile. */
    Recording open() {
        Recording recording = Recordings.read(path, options).get(0);
        if (recording.length() != length || !recording.signal().equals(signal)) {
            throw new IllegalStateException(path + " must not change while it is used but had " + length
                    + " samples and has " + recording.length() + "; start again");
        }
        return new Recording(key(), recording.startMicros(), signal, recording.values());
    }
}
