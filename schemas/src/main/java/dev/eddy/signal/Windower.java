package dev.eddy.signal;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the samples of one key into windows. It keeps only what the next window needs: where the stream stands and the
 * samples that no finished window has used up.
 *
 * <p>Not thread-safe: owned by whoever owns the key.
 */
final class Windower {

    final SignalSpec signal;
    final WindowSpec spec;
    /** The unfinished window, {@code [sample][channel]}, of which {@code filled} samples are set. */
    final float[] buffer;

    /** The last sample that arrived, to be held over a gap. */
    final float[] last;

    long epoch;
    long step;
    /** Time of sample 0 of the epoch. */
    long anchorMicros;
    /** Samples of this epoch so far, filled ones included. */
    long received;
    /** Samples in {@code buffer}. */
    int filled;
    /** Samples still to be passed over before the next window starts; only when hop exceeds length. */
    int skip;
    /** Index within the epoch of the newest sample that was made up, or -1. */
    long lastMadeUp = -1;

    boolean started;
    boolean ended;

    Windower(SignalSpec signal, WindowSpec spec) {
        this.signal = signal;
        this.spec = spec;
        this.buffer = new float[Math.multiplyExact(spec.length(), signal.channels())];
        this.last = new float[signal.channels()];
    }

    /**
     * Takes a chunk in.
     *
     * @param samples the chunk, its length a multiple of the channels
     * @param windows receives each window that the chunk completes, in order
     * @return what the chunk turned out to be
     */
    Arrival accept(Samples samples, Consumer<Window> windows) {
        int count = samples.values().length / signal.channels();
        if (count == 0) {
            return acceptEmpty(samples, windows);
        }
        if (!started) {
            return begin(samples, 0, windows, Arrival.STARTED);
        }
        long position = signal.samples(samples.startMicros() - anchorMicros);
        long ahead = position - received;
        if (ahead + count <= 0) {
            return known(samples, position + count, windows);
        }
        int known = (int) Math.max(0, -ahead);
        if (ended) {
            return nextEpoch(samples, known, windows, Arrival.STARTED);
        }
        if (ahead > spec.maxGap()) {
            return nextEpoch(samples, 0, windows, Arrival.GAP_RESET);
        }
        fill(ahead, samples.values(), windows);
        append(samples, known, windows);
        return ahead > 0 ? Arrival.GAP_FILLED : Arrival.APPENDED;
    }

    /** Another one that cuts the same windows of this epoch, as far as they begin at this time or after it. */
    Windower joined(long micros) {
        Windower next = new Windower(signal, spec);
        next.epoch = epoch;
        next.startAt(anchorMicros);
        long position = signal.samples(micros - anchorMicros);
        if (position > 0) {
            next.received = position;
            next.step = (position + spec.lead() + spec.hop() - 1) / spec.hop();
            next.filled = 0;
            next.skip = Math.toIntExact(next.step * spec.hop() - spec.lead() - position);
        }
        return next;
    }

    boolean standsAs(Windower other) {
        return started == other.started
                && anchorMicros == other.anchorMicros
                && step == other.step
                && received == other.received
                && ended == other.ended;
    }

    private Arrival acceptEmpty(Samples samples, Consumer<Window> windows) {
        boolean ends = samples.endOfEvent()
                && started
                && !ended
                && signal.samples(samples.startMicros() - anchorMicros) >= received;
        if (ends) {
            end(windows);
        }
        return ends ? Arrival.APPENDED : Arrival.EMPTY;
    }

    /** A chunk without a new sample: it can still bring the end mark of the stream as it stands. */
    private Arrival known(Samples samples, long end, Consumer<Window> windows) {
        if (end == received && samples.endOfEvent() && !ended) {
            end(windows);
        }
        return end > 0 ? Arrival.DUPLICATE : Arrival.LATE;
    }

    private Arrival nextEpoch(Samples samples, int known, Consumer<Window> windows, Arrival arrival) {
        epoch++;
        return begin(samples, known, windows, arrival);
    }

    private Arrival begin(Samples samples, int known, Consumer<Window> windows, Arrival arrival) {
        startAt(samples.startMicros() + signal.micros(known));
        append(samples, known, windows);
        return arrival;
    }

    private void startAt(long micros) {
        started = true;
        ended = false;
        anchorMicros = micros;
        step = 0;
        received = 0;
        skip = 0;
        lastMadeUp = -1;
        filled = spec.lead();
        Arrays.fill(buffer, 0, filled * signal.channels(), 0f);
    }

    /**
     * Goes on in another way of cutting: the next epoch begins with the samples of the unfinished window.
     *
     * @param other how windows are cut from now on
     * @param windows receives each window that those samples complete already
     * @return the stream from here on
     */
    Windower restart(WindowSpec other, Consumer<Window> windows) {
        Windower next = new Windower(signal, other);
        if (started) {
            long first = Math.max(0, step * spec.hop() - spec.lead());
            int kept = ended ? 0 : (int) Math.max(0, received - first);
            next.epoch = ended ? epoch : epoch + 1;
            next.startAt(anchorMicros + signal.micros(received - kept));
            next.lastMadeUp = Math.max(-1, lastMadeUp - (received - kept));
            next.take(
                    Arrays.copyOfRange(buffer, (filled - kept) * signal.channels(), filled * signal.channels()),
                    0,
                    windows);
            next.ended = ended;
            System.arraycopy(last, 0, next.last, 0, last.length);
        }
        return next;
    }

    private void append(Samples samples, int from, Consumer<Window> windows) {
        float[] values = samples.values();
        take(values, from, windows);
        System.arraycopy(values, values.length - last.length, last, 0, last.length);
        if (samples.endOfEvent()) {
            end(windows);
        }
    }

    private void take(float[] values, int from, Consumer<Window> windows) {
        int channels = signal.channels();
        int count = values.length / channels;
        int at = from;
        while (at < count) {
            int take = Math.min(skip > 0 ? skip : spec.length() - filled, count - at);
            if (skip > 0) {
                skip -= take;
            } else {
                System.arraycopy(values, at * channels, buffer, filled * channels, take * channels);
                filled += take;
            }
            at += take;
            received += take;
            cutIfFull(windows);
        }
    }

    /** The place in the stream stays what it is: nothing comes after it in this epoch. */
    private void end(Consumer<Window> windows) {
        ended = true;
        long first = step * spec.hop() - spec.lead();
        long covered = step == 0 ? 0 : first - spec.hop() + spec.length();
        if (spec.flush() && received > Math.max(first, covered)) {
            float[] values = new float[buffer.length];
            System.arraycopy(buffer, 0, values, 0, filled * signal.channels());
            windows.accept(window(first, values, true));
        }
    }

    private void fill(long missing, float[] next, Consumer<Window> windows) {
        for (long i = 1; i <= missing; i++) {
            lastMadeUp = received;
            if (skip > 0) {
                skip--;
            } else {
                makeUp((double) i / (missing + 1), next);
                filled++;
            }
            received++;
            cutIfFull(windows);
        }
    }

    /** A sample at some share of the way from the last one to the next one. */
    private void makeUp(double share, float[] next) {
        int channels = signal.channels();
        for (int c = 0; c < channels; c++) {
            double up = spec.fill() == GapFill.LINEAR ? share * ((double) next[c] - last[c]) : 0;
            buffer[filled * channels + c] = (float) (last[c] + up);
        }
    }

    private void cutIfFull(Consumer<Window> windows) {
        if (filled < spec.length()) {
            return;
        }
        long first = step * spec.hop() - spec.lead();
        windows.accept(window(first, buffer.clone(), false));
        step++;
        int kept = Math.max(0, spec.length() - spec.hop());
        int channels = signal.channels();
        System.arraycopy(buffer, (spec.length() - kept) * channels, buffer, 0, kept * channels);
        filled = kept;
        skip = Math.max(0, spec.hop() - spec.length());
    }

    private Window window(long first, float[] values, boolean padded) {
        return new Window(
                epoch,
                step,
                anchorMicros + signal.micros(first),
                anchorMicros + signal.micros(first + spec.length()),
                values,
                lastMadeUp >= Math.max(0, first),
                padded);
    }
}
