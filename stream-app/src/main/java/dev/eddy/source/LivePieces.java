package dev.eddy.source;

import dev.eddy.recording.LiveSample;
import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

/**
 * The pieces of signals that are still going on. A piece comes with the first sample after it, since only then it is known
 * whether it is the last one; a sample that is half a period or more off an even clock begins a new piece.
 */
final class LivePieces implements Iterator<Piece> {

    private final Iterator<LiveSample> samples;
    private final SignalSpec signal;
    private final int length;
    private final long longest;
    private final Map<String, Growing> growing = new LinkedHashMap<>();
    private final Deque<Piece> ready = new ArrayDeque<>();
    private long firstMicros = Long.MAX_VALUE;
    private boolean over;

    /**
     * Nothing is read yet.
     *
     * @param samples of any keys
     * @param signal what all of them are made of
     * @param length of a piece
     * @param longest duration of signal after which all are over
     */
    LivePieces(Iterator<LiveSample> samples, SignalSpec signal, ChunkLength length, Duration longest) {
        this.samples = samples;
        this.signal = signal;
        this.length = length.of(signal);
        this.longest = TimeUnit.MICROSECONDS.convert(longest);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !over && samples.hasNext()) {
            LiveSample sample = samples.next();
            firstMicros = Math.min(firstMicros, sample.micros());
            over = sample.micros() - firstMicros >= longest;
            if (!over) {
                take(sample);
            }
        }
        if (ready.isEmpty()) {
            growing.values().forEach(last -> ready.add(last.piece(true)));
            growing.clear();
        }
        return !ready.isEmpty();
    }

    @Override
    public Piece next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the signal is over");
        }
        return ready.remove();
    }

    private void take(LiveSample sample) {
        Growing before = growing.get(sample.key());
        if (before != null && before.goesOnWith(sample)) {
            before.add(sample);
            return;
        }
        if (before != null) {
            ready.add(before.piece(false));
        }
        growing.put(sample.key(), new Growing(sample));
    }

    /** A piece to which samples are still added. */
    private final class Growing {

        private final String key;
        private final long startMicros;
        private float[] values;
        private int count;

        Growing(LiveSample first) {
            this.key = first.key();
            this.startMicros = first.micros();
            this.values = new float[signal.channels()];
            add(first);
        }

        boolean goesOnWith(LiveSample sample) {
            return count < length && signal.samples(sample.micros() - startMicros) == count;
        }

        void add(LiveSample sample) {
            int at = count * signal.channels();
            if (at == values.length) {
                values = Arrays.copyOf(values, 2 * at);
            }
            System.arraycopy(sample.values(), 0, values, at, signal.channels());
            count++;
        }

        Piece piece(boolean last) {
            float[] all = Arrays.copyOf(values, count * signal.channels());
            return new Piece(new Recording(key, startMicros, signal, all), 0, count, last);
        }
    }
}
