package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of one key, collected. */
final class CsvStream {

    private final String key;
    private final FloatList values = new FloatList();
    private final List<Tick> ticks = new ArrayList<>();

    CsvStream(String key) {
        this.key = key;
    }

    void add(CsvRow row) {
        if (row.columns().time().isPresent()) {
            ticks.add(row.tick());
        }
        for (float value : row.values()) {
            values.add(value);
        }
    }

    Recording recording(Path file, CsvColumns columns, ReadOptions options) {
        boolean timed = columns.time().isPresent();
        double rate = timed ? new Clock(file, ticks).sampleRate(options.sampleRate()) : given(file, options);
        long start = timed ? ticks.get(0).micros() : options.startMicros();
        return new Recording(key, start, new SignalSpec(columns.channels().size(), rate), values.toArray());
    }

    private static double given(Path file, ReadOptions options) {
        if (options.sampleRate() == 0) {
            throw new RecordingException(
                    file, "has no column 'time', so its sample rate must be given but was not; give it with --rate HZ");
        }
        return options.sampleRate();
    }
}
