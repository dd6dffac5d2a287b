package dev.eddy.signal;

import java.util.ArrayList;
import java.util.List;

/** The windows of a stream by definition: writes down every epoch in full, then copies each window out of it. */
final class WindowOracle {

    private record Sample(float[] values, boolean madeUp) {}

    private record Epoch(long startMicros, List<Sample> samples) {}

    private WindowOracle() {}

    static List<Window> windows(RandomStream stream) {
        List<Epoch> epochs = epochs(stream);
        List<Window> windows = new ArrayList<>();
        for (int e = 0; e < epochs.size(); e++) {
            int complete = epochs.get(e).samples().size();
            for (int k = 0; k * stream.spec.hop() - stream.spec.lead() + stream.spec.length() <= complete; k++) {
                windows.add(window(stream, epochs.get(e), e, k));
            }
        }
        return windows;
    }

    private static List<Epoch> epochs(RandomStream stream) {
        List<Epoch> epochs = new ArrayList<>();
        long next = Long.MIN_VALUE / 2;
        for (RandomStream.Segment segment : stream.segments) {
            if (segment.first() - next > stream.spec.maxGap()) {
                epochs.add(new Epoch(stream.ramp.startMicros() + micros(stream, segment.first()), new ArrayList<>()));
                next = segment.first();
            }
            List<Sample> samples = epochs.get(epochs.size() - 1).samples();
            while (next < segment.first()) {
                samples.add(new Sample(samples.get(samples.size() - 1).values(), true));
                next++;
            }
            for (int i = 0; i < segment.count(); i++) {
                samples.add(new Sample(stream.ramp.values(next++, 1), false));
            }
            next = segment.ends() ? Long.MIN_VALUE / 2 : next;
        }
        return epochs;
    }

    private static Window window(RandomStream stream, Epoch epoch, int number, int step) {
        int channels = stream.signal.channels();
        int first = step * stream.spec.hop() - stream.spec.lead();
        int end = first + stream.spec.length();
        float[] values = new float[stream.spec.length() * channels];
        boolean gapFilled = false;
        for (int i = Math.max(0, first); i < end; i++) {
            Sample sample = epoch.samples().get(i);
            System.arraycopy(sample.values(), 0, values, (i - first) * channels, channels);
            gapFilled |= sample.madeUp();
        }
        long start = epoch.startMicros() + micros(stream, first);
        return new Window(number, step, start, epoch.startMicros() + micros(stream, end), values, gapFilled);
    }

    private static long micros(RandomStream stream, long samples) {
        return (long) Math.floor(samples / stream.signal.sampleRate() * 1e6 + 0.5);
    }
}
