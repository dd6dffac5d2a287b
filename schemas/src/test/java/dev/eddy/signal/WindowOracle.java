package dev.eddy.signal;

import java.util.ArrayList;
import java.util.List;

/** The windows of a stream by definition: writes down every epoch in full, then copies each window out of it. */
final class WindowOracle {

    private record Sample(float[] values, boolean madeUp) {}

    private static final class Epoch {

        private final long startMicros;
        private final List<Sample> samples = new ArrayList<>();
        private boolean ended;

        private Epoch(long startMicros) {
            this.startMicros = startMicros;
        }
    }

    private WindowOracle() {}

    static List<Window> windows(RandomStream stream) {
        List<Epoch> epochs = epochs(stream);
        List<Window> windows = new ArrayList<>();
        for (int e = 0; e < epochs.size(); e++) {
            int there = epochs.get(e).samples.size();
            int covered = 0;
            int k = 0;
            while (end(stream, k) <= there) {
                covered = end(stream, k);
                windows.add(window(stream, epochs.get(e), e, k++));
            }
            boolean uncovered = there > covered && there > k * stream.spec.hop() - stream.spec.lead();
            if (stream.spec.flush() && epochs.get(e).ended && uncovered) {
                windows.add(window(stream, epochs.get(e), e, k));
            }
        }
        return windows;
    }

    private static int end(RandomStream stream, int step) {
        return step * stream.spec.hop() - stream.spec.lead() + stream.spec.length();
    }

    private static List<Epoch> epochs(RandomStream stream) {
        List<Epoch> epochs = new ArrayList<>();
        long next = Long.MIN_VALUE / 2;
        for (RandomStream.Segment segment : stream.segments) {
            if (segment.first() - next > stream.spec.maxGap()) {
                epochs.add(new Epoch(stream.ramp.startMicros() + micros(stream, segment.first())));
                next = segment.first();
            }
            Epoch epoch = epochs.get(epochs.size() - 1);
            List<Sample> samples = epoch.samples;
            fill(stream, samples, segment.first() - next, stream.ramp.values(segment.first(), 1));
            next = segment.first();
            for (int i = 0; i < segment.count(); i++) {
                samples.add(new Sample(stream.ramp.values(next++, 1), false));
            }
            epoch.ended = segment.ends();
            next = segment.ends() ? Long.MIN_VALUE / 2 : next;
        }
        return epochs;
    }

    private static void fill(RandomStream stream, List<Sample> samples, long missing, float[] after) {
        float[] before = missing == 0 ? after : samples.get(samples.size() - 1).values();
        for (int i = 1; i <= missing; i++) {
            float[] values = before.clone();
            for (int c = 0; c < values.length && stream.spec.fill() == GapFill.LINEAR; c++) {
                values[c] = (float) (before[c] + (double) i / (missing + 1) * ((double) after[c] - before[c]));
            }
            samples.add(new Sample(values, true));
        }
    }

    private static Window window(RandomStream stream, Epoch epoch, int number, int step) {
        int channels = stream.signal.channels();
        int first = step * stream.spec.hop() - stream.spec.lead();
        int end = first + stream.spec.length();
        float[] values = new float[stream.spec.length() * channels];
        boolean gapFilled = false;
        int there = Math.min(end, epoch.samples.size());
        for (int i = Math.max(0, first); i < there; i++) {
            Sample sample = epoch.samples.get(i);
            System.arraycopy(sample.values(), 0, values, (i - first) * channels, channels);
            gapFilled |= sample.madeUp();
        }
        long start = epoch.startMicros + micros(stream, first);
        return new Window(number, step, start, epoch.startMicros + micros(stream, end), values, gapFilled, there < end);
    }

    private static long micros(RandomStream stream, long samples) {
        return (long) Math.floor(samples / stream.signal.sampleRate() * 1e6 + 0.5);
    }
}
