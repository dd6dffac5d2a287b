package dev.eddy.trainer.topic;

import dev.eddy.signal.GapFill;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the chunks of one stream down: duplicates, gaps and ends are what they are when serving, for the same code says
 * so. Each sample is a window of its own.
 *
 * <p>Not thread-safe.
 */
final class StreamTape {

    private static final float[] NO_STATE = {};

    private final String key;
    private final SignalSpec signal;
    private final KeyState state;
    private final Spool spool = new Spool();
    private final List<Stretch> stretches = new ArrayList<>();
    private long epoch = -1;
    private long startMicros;
    private long written;
    private int length;

    StreamTape(String key, SignalSpec signal, int maxGap, GapFill fill) throws IOException {
        this.key = key;
        this.signal = signal;
        this.state = new KeyState(signal, new WindowSpec(1, 1, 0, maxGap, fill, false), NO_STATE);
    }

    void accept(Samples samples) throws IOException {
        state.accept(samples);
        float[] values = new float[state.open() * signal.channels()];
        int filled = 0;
        for (Optional<Window> sample = state.begin(); sample.isPresent(); sample = state.begin()) {
            add(sample.get());
            System.arraycopy(sample.get().values(), 0, values, filled, signal.channels());
            filled += signal.channels();
            state.skip();
        }
        spool.append(values);
    }

    private void add(Window sample) {
        if (sample.epoch() != epoch) {
            close();
            epoch = sample.epoch();
            startMicros = sample.startMicros();
        }
        length++;
    }

    private void close() {
        if (length > 0) {
            stretches.add(new Stretch(key, epoch, startMicros, signal, written, length, spool));
            written += (long) length * signal.channels();
            length = 0;
        }
    }

    /** Ends the last stretch; nothing may be taken down afterwards. */
    List<Stretch> stretches() throws IOException {
        close();
        spool.flush();
        return List.copyOf(stretches);
    }
}
