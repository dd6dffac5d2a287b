package dev.eddy.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The door to files of recordings: {@code .wav} holds one, {@code .csv} one per key. Any thread may call.
 *
 * <p>A CSV file has a header row. Its column {@code time} (optional) is an ISO-8601 instant or whole microseconds since
 * 1970, its column {@code key} (optional) the stream id; every other column is one channel.
 */
public final class Recordings {

    /** The most values (samples times channels) that one file may have; 1 GiB of floats. */
    public static final int MAX_VALUES = 1 << 28;

    private Recordings() {}

    /**
     * Reads a file whole.
     *
     * @param file ends in {@code .wav}, {@code .wave} or {@code .csv}
     * @param options what the file does not say
     * @return one recording or more, in the order of their first samples in the file
     * @throws RecordingException when the file cannot be read; nothing of it is to be used then
     */
    public static List<Recording> read(Path file, ReadOptions options) {
        try {
            return isCsv(file) ? CsvFile.read(file, options) : List.of(WavFile.read(file, options));
        } catch (NoSuchFileException e) {
            throw new RecordingException(file, "there is no such file; check the path", e);
        } catch (IOException | UncheckedIOException e) {
            throw new RecordingException(file, "cannot be read (" + e + "); check the path and its permissions", e);
        }
    }

    /**
     * Reads several files whole.
     *
     * @param files each as {@link #read} takes it
     * @param options what the files do not say
     * @return the recordings of all, in their order
     * @throws RecordingException when some cannot be read, with a line for each
     */
    public static List<Recording> readAll(List<Path> files, ReadOptions options) {
        List<Recording> recordings = new ArrayList<>();
        List<RecordingException> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                recordings.addAll(read(file, options));
            } catch (RecordingException e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw problems.size() == 1 ? problems.get(0) : new RecordingException(problems);
        }
        return recordings;
    }

    /**
     * Writes a file, replacing it if it is there. WAV holds one recording as 16-bit PCM: values are rounded to the
     * nearest 1/32768 and clipped to [-1, 1). CSV holds any number of recordings of the same channels, each value to
     * its last bit.
     *
     * @param file ends in {@code .wav}, {@code .wave} or {@code .csv}
     * @param recordings one or more
     * @throws RecordingException when that cannot be done
     */
    public static void write(Path file, List<Recording> recordings) {
        try {
            if (isCsv(file)) {
                CsvFile.write(file, recordings);
            } else {
                WavFile.write(file, recordings);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    file, "cannot be written (" + e + "); check the folder and its permissions", e);
        }
    }

    private static boolean isCsv(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return true;
        }
        if (name.endsWith(".wav") || name.endsWith(".wave")) {
            return false;
        }
        throw new RecordingException(file, "a recording must end in .wav or .csv; convert it to one of them");
    }

    /** The key of a recording that names none itself. */
    static String defaultKey(Path file, ReadOptions options) {
        if (!options.key().isEmpty()) {
            return options.key();
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static void requireValues(Path file, long values) {
        if (values > MAX_VALUES) {
            throw new RecordingException(
                    file,
                    "must have at most " + MAX_VALUES + " values but has " + values + "; cut it into several files");
        }
    }
}
