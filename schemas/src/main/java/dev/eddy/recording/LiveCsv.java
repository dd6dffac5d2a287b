package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A CSV file that is still being written, a pipe for example: the columns are those of {@link Recordings}, and a sample is
 * there as soon as its line is. Used by one thread, which waits for lines.
 */
public final class LiveCsv implements Iterator<LiveSample> {

    private final CsvRows rows;
    private final SignalSpec signal;
    private final ReadOptions options;
    private final Map<String, Long> samples = new HashMap<>();

    /**
     * Waits for the header row.
     *
     * @param name what errors call it, and the key of lines that name none
     * @param text its lines; stays open
     * @param options the sample rate must be given: nobody can look ahead
     * @throws RecordingException when the header is of no use, also later for a line
     */
    public LiveCsv(String name, Reader text, ReadOptions options) {
        Path file = Path.of(name);
        if (options.sampleRate() == 0) {
            throw new RecordingException(
                    file, "a signal that is still going on must be given its sample rate; give it with --rate HZ");
        }
        try {
            this.rows = new CsvRows(file, options, CsvRows.FORMAT.parse(text));
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read (" + e + ")", e);
        }
        this.signal = new SignalSpec(rows.columns().channels().size(), options.sampleRate());
        this.options = options;
    }

    /**
     * What the samples are made of.
     *
     * @return channels and rate
     */
    public SignalSpec signal() {
        return signal;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public LiveSample next() {
        CsvRow row = rows.next();
        String key = rows.key(row);
        long before = samples.merge(key, 1L, Long::sum) - 1;
        long micros = rows.columns().time().isPresent()
                ? row.micros(rows.columns().time().getAsInt())
                : options.startMicros() + signal.micros(before);
        return new LiveSample(key, micros, row.values());
    }
}
