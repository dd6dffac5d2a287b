package dev.eddy.signal;

import java.util.Arrays;

/**
 * How far the samples of one epoch are cut: the unfinished window and the place of its samples. Counts from the first
 * sample of the epoch.
 *
 * <p>Not thread-safe.
 */
final class Cut {

    /** Receives the windows of the epoch. */
    interface Sink {

        /** Takes a window that starts {@code first} samples into the epoch. */
        void take(long first, float[] values, boolean padded);
    }

    private static final float MEASURED = 1;
    private static final float MADE_UP = 0;

    private final WindowSpec spec;
    private final int channels;

    /** Values per sample of a window: the channels, and behind them whether it was measured where the model is told. */
    final int width;

    /** The unfinished window, {@code [sample][value]}, of which {@code filled} samples are set. */
    final float[] buffer;

    /** Windows so far. */
    long step;
    /** Samples so far, made-up ones included. */
    long received;
    /** Samples in {@code buffer}. */
    int filled;
    /** Samples still to be passed over before the next window starts; only when hop exceeds length. */
    int skip;
    /** The newest sample that was made up, or -1. */
    long lastMadeUp = -1;

    Cut(WindowSpec spec, SignalSpec signal) {
        this.spec = spec;
        this.channels = signal.channels();
        this.width = spec.given(signal).channels();
        this.buffer = new float[Math.multiplyExact(spec.length(), width)];
    }

    /** At the start of an epoch. */
    void clear() {
        step = 0;
        received = 0;
        skip = 0;
        lastMadeUp = -1;
        filled = spec.lead();
        Arrays.fill(buffer, 0, filled * width, 0f);
    }

    /** At some sample of an epoch that has begun before: windows that begin before it are not handed out. */
    void join(long position) {
        clear();
        if (position > 0) {
            received = position;
            step = (position + spec.lead() + spec.hop() - 1) / spec.hop();
            filled = 0;
            skip = Math.toIntExact(first() - position);
        }
    }

    /** How many samples of the epoch lie in the unfinished window. */
    int tail() {
        return (int) Math.max(0, received - Math.max(0, first()));
    }

    /** One of those samples. */
    float[] tail(int sample) {
        int at = (filled - tail() + sample) * width;
        return Arrays.copyOfRange(buffer, at, at + channels);
    }

    /** Whether one of them is known to be made up. */
    boolean isMadeUp(int sample) {
        return width > channels && buffer[(filled - tail() + sample) * width + channels] == MADE_UP;
    }

    /** Adds samples and hands out the windows that they complete. */
    void put(float[] values, int from, int to, Sink windows) {
        put(values, from, to, MEASURED, windows);
    }

    private void put(float[] values, int from, int to, float validity, Sink windows) {
        int at = from;
        while (at < to) {
            int take = Math.min(skip > 0 ? skip : spec.length() - filled, to - at);
            if (skip > 0) {
                skip -= take;
            } else {
                copy(values, at, take, validity);
                filled += take;
            }
            at += take;
            received += take;
            handOutIfFull(windows);
        }
    }

    private void copy(float[] values, int from, int count, float validity) {
        if (width == channels) {
            System.arraycopy(values, from * channels, buffer, filled * channels, count * channels);
            return;
        }
        for (int i = 0; i < count; i++) {
            int to = (filled + i) * width;
            System.arraycopy(values, (from + i) * channels, buffer, to, channels);
            buffer[to + channels] = validity;
        }
    }

    /** Adds one sample that never came. */
    void putMadeUp(float[] sample, Sink windows) {
        lastMadeUp = received;
        put(sample, 0, 1, MADE_UP, windows);
    }

    /** Hands out what no window has covered, if anything, and zeros after it. Changes nothing. */
    void flush(Sink windows) {
        long covered = step == 0 ? 0 : first() - spec.hop() + spec.length();
        if (received > Math.max(first(), covered)) {
            float[] values = new float[buffer.length];
            System.arraycopy(buffer, 0, values, 0, filled * width);
            windows.take(first(), values, true);
        }
    }

    /** Where the unfinished window starts. */
    private long first() {
        return step * spec.hop() - spec.lead();
    }

    private void handOutIfFull(Sink windows) {
        if (filled < spec.length()) {
            return;
        }
        windows.take(first(), buffer.clone(), false);
        step++;
        int kept = Math.max(0, spec.length() - spec.hop());
        System.arraycopy(buffer, (spec.length() - kept) * width, buffer, 0, kept * width);
        filled = kept;
        skip = Math.max(0, spec.hop() - spec.length());
    }
}
