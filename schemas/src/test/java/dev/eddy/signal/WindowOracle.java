package dev.eddy.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The windows of a stream by definition: writes down every epoch in full, then copies each window out of it. */
final class WindowOracle {

    private record Sample(float[] values, boolean madeUp) {}

    /** Samples without a break, counted from their own start; {@code cause} is why they are counted anew. */
    private record Stretch(long startMicros, Beginning cause, boolean marked, List<Sample> samples) {}

    private static final class Epoch {

        private final Stretch stretch;
        private final int first;
        private final Beginning cause;
        private int end;
        private boolean flushed;
        private boolean askedFor;

        private Epoch(Stretch stretch, int first, Beginning cause) {
            this.stretch = stretch;
            this.first = first;
            this.cause = cause;
        }

        int size() {
            return end - first;
        }
    }

    private final RandomStream stream;
    private final WindowSpec spec;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private Beginning pending = Beginning.FIRST;
    private boolean initialIsDue = true;
    private boolean askedFor;

    private WindowOracle(RandomStream stream) {
        this.stream = stream;
        this.spec = stream.spec;
    }

    static List<Window> windows(RandomStream stream) {
        WindowOracle oracle = new WindowOracle(stream);
        List<Stretch> stretches = oracle.stretches();
        stretches.forEach(oracle::split);
        for (int e = 0; e < oracle.epochs.size(); e++) {
            oracle.cut(oracle.epochs.get(e), e);
        }
        return oracle.windows;
    }

    private void cut(Epoch epoch, int number) {
        initialIsDue |= epoch.askedFor;
        int covered = 0;
        int k = 0;
        while (end(k) <= epoch.size()) {
            covered = end(k);
            window(epoch, number, k++);
        }
        boolean uncovered = epoch.size() > covered && epoch.size() > k * spec.hop() - spec.lead();
        if (spec.flush() && epoch.flushed && uncovered) {
            window(epoch, number, k);
        }
    }

    private int end(int step) {
        return step * spec.hop() - spec.lead() + spec.length();
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        long next = 0;
        boolean marked = true;
        for (RandomStream.Segment segment : stream.segments) {
            boolean gap = segment.first() - next > spec.maxGap();
            if (stretches.isEmpty() || gap || marked || segment.resets()) {
                Beginning cause = segment.resets() ? Beginning.RESET : marked ? Beginning.MARK : Beginning.GAP;
                long start = stream.ramp.startMicros() + micros(segment.first());
                stretches.add(new Stretch(start, cause, false, new ArrayList<>()));
                next = segment.first();
            }
            Stretch last = stretches.get(stretches.size() - 1);
            fill(last.samples, segment.first() - next, stream.values(segment.first(), 1));
            for (int i = 0; i < segment.count(); i++) {
                last.samples.add(new Sample(stream.values(segment.first() + i, 1), false));
            }
            next = segment.first() + segment.count();
            marked = segment.ends() && !spec.epochs().ignoreMarks();
            stretches.set(stretches.size() - 1, new Stretch(last.startMicros, last.cause, marked, last.samples));
        }
        return stretches;
    }

    private void fill(List<Sample> samples, long missing, float[] after) {
        float[] before = missing == 0 ? after : samples.get(samples.size() - 1).values();
        for (int i = 1; i <= missing; i++) {
            float[] values = before.clone();
            for (int c = 0; c < values.length && spec.fill() == GapFill.LINEAR; c++) {
                values[c] = (float) (before[c] + (double) i / (missing + 1) * ((double) after[c] - before[c]));
            }
            samples.add(new Sample(values, true));
        }
    }

    /** Why the next epoch begins is why the last one ended, or, if it did not end, what became of the samples. */
    private void split(Stretch stretch) {
        boolean waits = pending == Beginning.FIRST || (pending != Beginning.UNKNOWN && stretch.cause == Beginning.GAP);
        Beginning cause = waits ? pending : stretch.cause;
        askedFor |= stretch.cause == Beginning.RESET;
        @Nullable Epoch open = null;
        int quiet = 0;
        int free = 0;
        for (int i = 0; i < stretch.samples.size(); i++) {
            Sample sample = stretch.samples.get(i);
            if (open == null && isSilent(sample)) {
                free = sample.madeUp ? i + 1 : free;
                continue;
            }
            if (open == null) {
                open = new Epoch(stretch, i - Math.min(before(), i - free), cause);
                open.askedFor = askedFor;
                askedFor = false;
                epochs.add(open);
            }
            open.end = i + 1;
            quiet = isQuiet(sample) ? quiet + 1 : 0;
            boolean silent =
                    spec.epochs().silence() != null && quiet == silence().samples();
            if (silent || open.size() == spec.epochs().every()) {
                cause = silent ? Beginning.SILENCE : Beginning.DURATION;
                open.flushed = true;
                open = null;
                quiet = 0;
                free = i + 1;
            }
        }
        if (open != null) {
            open.flushed = stretch.marked;
        }
        pending = open == null ? cause : Beginning.UNKNOWN;
    }

    private SilenceSpec silence() {
        return Objects.requireNonNull(spec.epochs().silence());
    }

    private int before() {
        return spec.epochs().silence() == null ? 0 : silence().before();
    }

    /** Whether no epoch begins with it. */
    private boolean isSilent(Sample sample) {
        return spec.epochs().silence() != null
                && (sample.madeUp || loudness(sample) < silence().rise());
    }

    private boolean isQuiet(Sample sample) {
        return spec.epochs().silence() != null && loudness(sample) < silence().level();
    }

    private static double loudness(Sample sample) {
        double loudest = 0;
        for (float value : sample.values) {
            loudest = Math.max(loudest, Math.abs(value));
        }
        return loudest;
    }

    private void window(Epoch epoch, int number, int step) {
        int channels = stream.signal.channels();
        int first = step * spec.hop() - spec.lead();
        int end = first + spec.length();
        boolean masked = spec.fill() == GapFill.MASK;
        int width = masked ? channels + 1 : channels;
        float[] values = new float[spec.length() * width];
        boolean gapFilled = false;
        int there = Math.min(end, epoch.size());
        for (int i = Math.max(0, first); i < there; i++) {
            Sample sample = epoch.stretch.samples.get(epoch.first + i);
            System.arraycopy(sample.values(), 0, values, (i - first) * width, channels);
            if (masked && !sample.madeUp()) {
                values[(i - first) * width + channels] = 1;
            }
            gapFilled |= sample.madeUp();
        }
        boolean initial = step == 0 && (!spec.epochs().carried() || initialIsDue);
        initialIsDue = false;
        long base = epoch.stretch.startMicros;
        windows.add(new Window(
                number,
                step,
                base + micros(epoch.first + first),
                base + micros(epoch.first + end),
                values,
                gapFilled,
                there < end,
                epoch.cause,
                initial));
    }

    private long micros(long samples) {
        return (long) Math.floor(samples / stream.signal.sampleRate() * 1e6 + 0.5);
    }
}
