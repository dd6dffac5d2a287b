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

    private final WindowSpec spec;
    private final int channels;

    /** The unfinished window, {@code [sample][channel]}, of which {@code filled} samples are set. */
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

    Cut(WindowSpec spec, int channels) {
        this.spec = spec;
        this.channels = channels;
        this.buffer = new float[Math.multiplyExact(spec.length(), channels)];
    }

    /** At the start of an epoch. */
    void clear() {
        step = 0;
        received = 0;
        skip = 0;
        lastMadeUp = -1;
        filled = spec.lead();
        Arrays.fill(buffer, 0, filled * channels, 0f);
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

    /** The samples of the epoch that lie in the unfinished window. */
    float[] tail() {
        int kept = (int) Math.max(0, received - Math.max(0, first()));
        return Arrays.copyOfRange(buffer, (filled - kept) * channels, filled * channels);
    }

    /** Adds samples and hands out the windows that they complete. */
    void put(float[] values, int from, int to, Sink windows) {
        int at = from;
        while (at < to) {
            int take = Math.min(skip > 0 ? skip : spec.length() - filled, to - at);
            if (skip > 0) {
                skip -= take;
            } else {
                System.arraycopy(values, at * channels, buffer, filled * channels, take * channels);
                filled += take;
            }
            at += take;
            received += take;
            handOutIfFull(windows);
        }
    }

    /** Adds one sample that never came. */
    void putMadeUp(float[] sample, Sink windows) {
        lastMadeUp = received;
        put(sample, 0, 1, windows);
    }

    /** Hands out what no window has covered, if anything, and zeros after it. Changes nothing. */
    void flush(Sink windows) {
        long covered = step == 0 ? 0 : first() - spec.hop() + spec.length();
        if (received > Math.max(first(), covered)) {
            float[] values = new float[buffer.length];
            System.arraycopy(buffer, 0, values, 0, filled * channels);
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
        System.arraycopy(buffer, (spec.length() - kept) * channels, buffer, 0, kept * channels);
        filled = kept;
        skip = Math.max(0, spec.hop() - spec.length());
    }
}
