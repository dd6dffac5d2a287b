package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A CSV file that is still being written, a pipe for example: the columns are those of {@link Recordings}, and a sample is
 * there as soon as its line is; only where times have to show the sample rate, the first {@value #LOOKED_AT} lines of a key
 * are waited for. Used by one thread, which waits for lines.
 */
public final class LiveCsv implements Iterator<LiveSample> {

    /** Times of one key that show its rate. */
    static final int LOOKED_AT = 10;

    private final Path file;
    private final CsvRows rows;
    private final SignalSpec signal;
    private final ReadOptions options;
    private final Map<String, Long> samples = new HashMap<>();
    private final Deque<CsvRow> ahead = new ArrayDeque<>();
    private final List<Tick> unchecked = new ArrayList<>();

    /**
     * Waits for the header row, and for some lines if the rate is not given.
     *
     * @param name what errors call it, and the key of lines that name none
     * @param text its lines; stays open
     * @param options key, start; and the sample rate unless there is a column of times
     * @throws RecordingException when the header is of no use, also later for a line
     */
    public LiveCsv(String name, Reader text, ReadOptions options) {
        this.file = Path.of(name);
        this.options = options;
        try {
            this.rows = new CsvRows(file, options, CsvRows.FORMAT.parse(text));
        } catch (IOException e) {
            throw new RecordingException(file, "cannot be read (" + e + ")", e);
        }
        double rate = options.sampleRate() == 0 ? shownRate() : options.sampleRate();
        this.signal = new SignalSpec(rows.columns().channels().size(), rate);
    }

    private double shownRate() {
        if (!isTimed()) {
            throw new RecordingException(
                    file, "has no column 'time', so its sample rate must be given but was not; give it with --rate HZ");
        }
        Map<String, List<Tick>> ticks = new HashMap<>();
        int most = 0;
        while (most < LOOKED_AT && rows.hasNext()) {
            CsvRow row = rows.next();
            ahead.add(row);
            List<Tick> ofKey = ticks.computeIfAbsent(rows.key(row), key -> new ArrayList<>());
            ofKey.add(row.tick());
            most = Math.max(most, ofKey.size());
        }
        List<Tick> longest = ticks.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new RecordingException(
                        file, "must have at least one line below its header row but has none; add samples"));
        return new Clock(file, longest).sampleRate(0);
    }

    private boolean isTimed() {
        return rows.columns().time().isPresent();
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
        return !ahead.isEmpty() || rows.hasNext();
    }

    @Override
    public LiveSample next() {
        CsvRow row = ahead.isEmpty() ? rows.next() : ahead.remove();
        String key = rows.key(row);
        long before = samples.merge(key, 1L, Long::sum) - 1;
        if (isTimed()) {
            Tick tick = row.tick();
            check(tick);
            return new LiveSample(key, tick.micros(), row.values());
        }
        return new LiveSample(key, options.startMicros() + signal.micros(before), row.values());
    }

    /** A rate that contradicts the times would make a chunk of every sample. Keys that take turns show nothing. */
    private void check(Tick tick) {
        if (samples.size() == 1 && unchecked.size() < LOOKED_AT) {
            unchecked.add(tick);
            if (unchecked.size() == LOOKED_AT) {
                new Clock(file, unchecked).requireUsual(signal.sampleRate());
            }
        }
    }
}
