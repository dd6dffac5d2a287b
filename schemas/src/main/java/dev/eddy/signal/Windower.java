package dev.eddy.signal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the samples of one key into epochs, and those into windows. It keeps only what the next window needs: where the
 * stream stands and the samples that no finished window has used up.
 *
 * <p>Not thread-safe: owned by whoever owns the key.
 */
final class Windower {

    final SignalSpec signal;
    final WindowSpec spec;
    final Cut cut;

    /** The last sample that arrived, to be held over a gap. */
    final float[] last;

    /** Null where silence ends no epoch. */
    final @Nullable Hush hush;

    long epoch;
    /** Time of a sample from which on the samples are counted without a break, over the ends of epochs. */
    long anchorMicros;
    /** Samples from that one to the first of the epoch. */
    long offset;
    /** Samples since the end of the epoch, which belong to none. */
    long passed;

    boolean started;
    boolean ended;
    /** Whether the samples that come next are counted anew, with their own time as the base. */
    boolean broken;
    /** Whether the initial hidden state is due: it was asked for and no window has started from it. */
    boolean afresh = true;

    Beginning began = Beginning.UNKNOWN;
    /** Why the next epoch will have begun; only when this one has ended. */
    Beginning next = Beginning.FIRST;

    private final float[] madeUp;

    Windower(SignalSpec signal, WindowSpec spec) {
        this.signal = signal;
        this.spec = spec;
        this.cut = new Cut(spec, signal);
        this.last = new float[signal.channels()];
        this.madeUp = new float[signal.channels()];
        SilenceSpec silence = spec.epochs().silence();
        this.hush = silence == null ? null : new Hush(silence, signal.channels());
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
        if (!started) {
            return count == 0 ? Arrival.EMPTY : restart(samples, 0, Beginning.FIRST, windows);
        }
        long ahead = ahead(samples.startMicros());
        if (samples.reset() && ahead >= 0) {
            return reset(samples, windows);
        }
        if (count == 0) {
            return acceptEmpty(samples, ahead, windows);
        }
        if (ahead + count <= 0) {
            return known(samples, ahead + count, windows);
        }
        if (broken) {
            return restart(samples, (int) Math.max(0, -ahead), next, windows);
        }
        if (ahead > spec.maxGap()) {
            Arrival arrival = ended ? Arrival.STARTED : Arrival.GAP_RESET;
            restart(samples, 0, ended ? next : Beginning.GAP, windows);
            return arrival;
        }
        fill(ahead, samples.values(), windows);
        append(samples, (int) Math.max(0, -ahead), windows);
        return ahead > 0 ? Arrival.GAP_FILLED : Arrival.APPENDED;
    }

    /** Whether nothing is missing before a chunk. */
    boolean follows(Samples samples) {
        return started && ahead(samples.startMicros()) <= 0;
    }

    /** How many samples are missing before a time; negative where some are known from there on. */
    private long ahead(long micros) {
        return signal.samples(micros - anchorMicros) - known();
    }

    /** Samples that are known since they were last counted anew. */
    long known() {
        return offset + cut.received + passed;
    }

    /** Time just after the newest sample. */
    long endMicros() {
        return started ? anchorMicros + signal.micros(known()) : Long.MIN_VALUE;
    }

    private Arrival reset(Samples samples, Consumer<Window> windows) {
        if (samples.values().length > 0) {
            afresh = true;
            return restart(samples, 0, after(Beginning.RESET), windows);
        }
        boolean anew = !broken || next != after(Beginning.RESET);
        afresh = true;
        breakOff(Beginning.RESET);
        return anew ? Arrival.APPENDED : Arrival.EMPTY;
    }

    private Arrival acceptEmpty(Samples samples, long ahead, Consumer<Window> windows) {
        if (ahead < 0 || !isMark(samples)) {
            return Arrival.EMPTY;
        }
        end(Beginning.MARK, windows);
        return Arrival.APPENDED;
    }

    private boolean isMark(Samples samples) {
        return samples.endOfEvent() && !spec.epochs().ignoreMarks() && !broken;
    }

    /** A chunk without a new sample: it can still bring the end mark of the stream as it stands. */
    private Arrival known(Samples samples, long beyond, Consumer<Window> windows) {
        if (beyond == 0 && isMark(samples)) {
            end(Beginning.MARK, windows);
        }
        return known() + beyond > 0 && !isMadeUp(samples, beyond) ? Arrival.DUPLICATE : Arrival.LATE;
    }

    /** Whether the newest sample that was made up is among these, that nobody waited for. */
    private boolean isMadeUp(Samples samples, long beyond) {
        long end = cut.received + passed + beyond;
        long start = Math.max(0, end - samples.values().length / signal.channels());
        return cut.lastMadeUp >= start && cut.lastMadeUp < end;
    }

    /** Counts the samples anew from the first of these that is not known. */
    private Arrival restart(Samples samples, int known, Beginning cause, Consumer<Window> windows) {
        started = true;
        broken = false;
        anchorMicros = samples.startMicros() + signal.micros(known);
        offset = 0;
        passed = 0;
        cut.clear();
        if (hush != null) {
            hush.forget();
        }
        ended = true;
        next = cause;
        append(samples, known, windows);
        return Arrival.STARTED;
    }

    private void append(Samples samples, int from, Consumer<Window> windows) {
        float[] values = samples.values();
        take(values, from, windows);
        System.arraycopy(values, values.length - last.length, last, 0, last.length);
        if (isMark(samples)) {
            end(Beginning.MARK, windows);
        }
    }

    void take(float[] values, int from, Consumer<Window> windows) {
        int count = values.length / signal.channels();
        int at = from;
        while (at < count) {
            at = ended ? pass(values, at, count, windows) : extend(values, at, count, windows);
        }
    }

    /** Passes over what belongs to no epoch, and begins the next one where it begins. */
    private int pass(float[] values, int from, int to, Consumer<Window> windows) {
        if (hush == null) {
            begin(0);
            return from;
        }
        int first = hush.begin(values, from, to);
        passed += first - from;
        if (first < to) {
            float[] before = hush.take();
            int back = before.length / signal.channels();
            begin(back);
            cut.put(before, 0, back, sink(windows));
        }
        return first;
    }

    /** Begins an epoch some samples back. */
    void begin(int back) {
        epoch += next == Beginning.FIRST ? 0 : 1;
        began = next;
        ended = false;
        offset = known() - back;
        passed = 0;
        cut.clear();
    }

    /** Adds samples to the epoch up to where it ends. */
    private int extend(float[] values, int from, int to, Consumer<Window> windows) {
        int every = spec.epochs().every();
        int limit = every == 0 ? to : (int) Math.min(to, from + every - cut.received);
        int silent = hush == null ? -1 : hush.end(values, from, limit);
        int end = silent < 0 ? limit : silent;
        cut.put(values, from, end, sink(windows));
        endIfOver(silent >= 0, windows);
        return end;
    }

    private void endIfOver(boolean silent, Consumer<Window> windows) {
        if (silent) {
            end(Beginning.SILENCE, windows);
        } else if (cut.received == spec.epochs().every()) {
            end(Beginning.DURATION, windows);
        }
    }

    /** The place in the stream stays what it is: nothing comes after it in this epoch. */
    private void end(Beginning cause, Consumer<Window> windows) {
        if (!ended && spec.flush()) {
            cut.flush(sink(windows));
        }
        breakOff(cause);
    }

    private void breakOff(Beginning cause) {
        next = after(cause);
        ended = true;
        broken |= !cause.goesOn();
    }

    /** A key of which no epoch has begun still waits for its first. */
    private Beginning after(Beginning cause) {
        return ended && next == Beginning.FIRST ? Beginning.FIRST : cause;
    }

    /** What is missing of an epoch is made up; what is missing of the silence between two is not. */
    private void fill(long missing, float[] after, Consumer<Window> windows) {
        for (long i = 1; i <= missing; i++) {
            makeUp((double) i / (missing + 1), after);
            takeMadeUp(madeUp, windows);
        }
    }

    /** Takes one sample in that never came. */
    void takeMadeUp(float[] sample, Consumer<Window> windows) {
        if (ended && hush != null) {
            hush.forget();
            passed++;
        } else {
            addMadeUp(sample, windows);
        }
    }

    private void addMadeUp(float[] sample, Consumer<Window> windows) {
        if (ended) {
            begin(0);
        }
        boolean silent = hush != null && hush.end(sample, 0, 1) > 0;
        cut.putMadeUp(sample, sink(windows));
        endIfOver(silent, windows);
    }

    /** A sample at some share of the way from the last one to the next one. */
    private void makeUp(double share, float[] after) {
        for (int c = 0; c < madeUp.length; c++) {
            double up = spec.fill() == GapFill.LINEAR ? share * ((double) after[c] - last[c]) : 0;
            madeUp[c] = (float) (last[c] + up);
        }
    }

    private Cut.Sink sink(Consumer<Window> windows) {
        return (first, values, padded) -> windows.accept(window(first, values, padded));
    }

    private Window window(long first, float[] values, boolean padded) {
        boolean initial = cut.step == 0 && (!spec.epochs().carried() || afresh);
        afresh = false;
        return new Window(
                epoch,
                cut.step,
                anchorMicros + signal.micros(offset + first),
                anchorMicros + signal.micros(offset + first + spec.length()),
                values,
                cut.lastMadeUp >= Math.max(0, first),
                padded,
                began,
                initial);
    }
}
