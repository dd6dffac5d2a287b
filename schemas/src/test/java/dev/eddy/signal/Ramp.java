package dev.eddy.signal;

import java.util.StringJoiner;

/**
 * A signal to test with: sample i, counted from 0, has the value i + 1 in channel 0, i + 1 + 1000 in channel 1 and so on.
 *
 * @param signal what it is made of
 * @param startMicros time of sample 0
 */
record Ramp(SignalSpec signal, long startMicros) {

    static final long START = 1_700_000_000_000_000L;

    Samples chunk(long first, int count) {
        return samples(first, count, false);
    }

    Samples lastChunk(long first, int count) {
        return samples(first, count, true);
    }

    Samples end(long first) {
        return samples(first, 0, true);
    }

    Samples samples(long first, int count, boolean end) {
        return new Samples(startMicros + signal.micros(first), values(first, count), end);
    }

    float[] values(long first, int count) {
        float[] values = new float[count * signal.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i / signal.channels() + 1 + 1000f * (i % signal.channels());
        }
        return values;
    }

    static Samples shifted(Samples samples, long micros) {
        return new Samples(samples.startMicros() + micros, samples.values(), samples.endOfEvent(), samples.reset());
    }

    /** A window as {@code epoch/step: values}, with a star when it is gap-filled, and the word end when it is padded. */
    static String text(Window window) {
        StringJoiner values = new StringJoiner(" ");
        for (float value : window.values()) {
            values.add(String.valueOf(Math.round(value)));
        }
        return window.epoch() + "/" + window.step() + ": " + values + (window.gapFilled() ? " *" : "")
                + (window.padded() ? " end" : "");
    }
}
