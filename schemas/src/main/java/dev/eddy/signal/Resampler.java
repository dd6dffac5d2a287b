package dev.eddy.signal;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes samples at an even rate of readings at any times. The first sample is at the time of the first reading; a sample is handed
 * out as soon as every channel is decided there. Of the past it keeps the last value of each channel and the samples that are
 * decided in part, which are never more than {@link ResampleSpec#longest} and a few.
 *
 * <p>Not thread-safe.
 */
final class Resampler {

    static final long NEVER = Long.MIN_VALUE;

    /** In the year 9999. */
    private static final long LATEST_MICROS = 253_402_300_799_999_999L;

    final SignalSpec signal;
    final ResampleSpec spec;
    private final long longestMicros;

    /** Time of the newest reading, also of one before the grid. */
    long newestMicros = NEVER;
    /** Time of sample 0, or {@link #NEVER} before the first reading. */
    long anchorMicros = NEVER;
    /** The first sample that was not handed out. */
    long next;

    /** Per channel the time of its last value, or {@link #NEVER}. */
    final long[] lastMicros;

    final float[] lastValues;
    /** Per channel how many samples from {@code next} on are decided. */
    final int[] decided;
    /** Samples from {@code next} on, {@code [sample][channel]}, NaN where a channel is missing. */
    float[] pending = new float[0];

    Resampler(SignalSpec signal, ResampleSpec spec) {
        this.signal = signal;
        this.spec = spec;
        this.longestMicros = signal.micros(spec.longest());
        this.lastMicros = new long[signal.channels()];
        this.lastValues = new float[signal.channels()];
        this.decided = new int[signal.channels()];
        Arrays.fill(lastMicros, NEVER);
    }

    /** Whether a reading tells something that is not known: of no older time than the newest, and a value that is new. */
    boolean takes(long micros, float[] row) {
        if (micros != newestMicros) {
            return micros > newestMicros;
        }
        for (int c = 0; c < row.length; c++) {
            if (!Float.isNaN(row[c]) && lastMicros[c] < micros) {
                return anchorMicros != NEVER;
            }
        }
        return false;
    }

    /**
     * Takes a reading.
     *
     * @param micros its time, not before the newest one
     * @param row a value for each channel, NaN for none
     * @param samples receives what is decided by it
     */
    void take(long micros, float[] row, Consumer<Samples> samples) {
        if (anchorMicros == NEVER) {
            anchorMicros = micros;
        }
        leap(micros, samples);
        for (int c = 0; c < row.length; c++) {
            if (!Float.isNaN(row[c]) && lastMicros[c] < micros) {
                decideUpTo(c, micros, row[c]);
            } else {
                decideBefore(c, micros);
            }
        }
        newestMicros = micros;
        handOut(samples);
    }

    /** Where nothing can be told of a long time, the grid begins anew behind it. */
    private void leap(long micros, Consumer<Samples> samples) {
        if (newestMicros != NEVER && micros - newestMicros > longestMicros && micros > anchorMicros) {
            for (int c = 0; c < decided.length; c++) {
                decideBefore(c, newestMicros + longestMicros + 1);
            }
            handOut(samples);
            begin(micros);
        }
    }

    private void begin(long micros) {
        anchorMicros = micros;
        next = 0;
        forget();
    }

    private void forget() {
        Arrays.fill(lastMicros, NEVER);
        Arrays.fill(decided, 0);
        pending = new float[0];
    }

    /** A channel has its next value: what lies between is known. */
    private void decideUpTo(int channel, long micros, float value) {
        long last = last(micros);
        for (long sample = next + decided[channel]; sample <= last; sample++) {
            long at = time(sample);
            decide(channel, at == micros ? value : between(channel, at, micros, value));
        }
        lastMicros[channel] = micros;
        lastValues[channel] = value;
    }

    /** A channel has no value at a time: what lies before is known where no later value can change it. */
    private void decideBefore(int channel, long micros) {
        long since = lastMicros[channel];
        boolean tooLong = since == NEVER || micros - since > longestMicros;
        if (spec.by() == ResampleSpec.By.HOLD || tooLong) {
            long last = last(micros - 1);
            for (long sample = next + decided[channel]; sample <= last; sample++) {
                decide(channel, spec.by() == ResampleSpec.By.HOLD ? held(channel, time(sample)) : Float.NaN);
            }
        }
    }

    private float between(int channel, long at, long micros, float value) {
        long since = lastMicros[channel];
        if (spec.by() == ResampleSpec.By.HOLD) {
            return held(channel, at);
        }
        if (since == NEVER || micros - since > longestMicros) {
            return Float.NaN;
        }
        if (spec.by() == ResampleSpec.By.NEAREST) {
            return at - since <= micros - at ? lastValues[channel] : value;
        }
        double share = (double) (at - since) / (micros - since);
        return (float) (lastValues[channel] + share * ((double) value - lastValues[channel]));
    }

    private float held(int channel, long at) {
        long since = lastMicros[channel];
        return since == NEVER || at - since > longestMicros ? Float.NaN : lastValues[channel];
    }

    /** Whether the numbers can be; far from where sums of them would overflow. */
    boolean stands() {
        boolean fresh = anchorMicros == NEVER;
        boolean within = anchorMicros >= 0 && anchorMicros <= newestMicros && newestMicros <= LATEST_MICROS;
        return next >= 0
                && (fresh ? next == 0 && newestMicros <= LATEST_MICROS : within)
                && next <= (fresh ? 0 : signal.samples(newestMicros - anchorMicros) + 1);
    }

    /** Whether so many samples can be decided of a channel. */
    boolean mayHaveDecided(int samples) {
        return samples >= 0 && samples <= spec.longest() + 2;
    }

    void decide(int channel, float value) {
        int channels = decided.length;
        int place = decided[channel]++;
        if (place * channels >= pending.length) {
            int from = pending.length;
            pending = Arrays.copyOf(pending, Math.max(channels, 2 * pending.length));
            Arrays.fill(pending, from, pending.length, Float.NaN);
        }
        pending[place * channels + channel] = value;
    }

    private void handOut(Consumer<Samples> samples) {
        int channels = decided.length;
        int complete = Arrays.stream(decided).min().orElse(0);
        int from = 0;
        for (int at = 0; at <= complete; at++) {
            if (at == complete || isMissing(at)) {
                if (at > from) {
                    float[] values = Arrays.copyOfRange(pending, from * channels, at * channels);
                    samples.accept(new Samples(time(next + from), values, false));
                }
                from = at + 1;
            }
        }
        drop(complete);
    }

    private boolean isMissing(int place) {
        for (int i = place * decided.length; i < (place + 1) * decided.length; i++) {
            if (Float.isNaN(pending[i])) {
                return true;
            }
        }
        return false;
    }

    private void drop(int samples) {
        if (samples > 0) {
            int most = Arrays.stream(decided).max().orElse(0);
            pending = Arrays.copyOfRange(pending, samples * decided.length, most * decided.length);
            Arrays.setAll(decided, channel -> decided[channel] - samples);
            next += samples;
        }
    }

    /** The event is over: what waits for a next value is what it was last. The next reading begins a new grid. */
    void finish(Consumer<Samples> samples) {
        if (anchorMicros != NEVER) {
            for (int c = 0; c < decided.length; c++) {
                for (long sample = next + decided[c]; sample <= last(newestMicros); sample++) {
                    decide(c, held(c, time(sample)));
                }
            }
            handOut(samples);
        }
        begin(NEVER);
    }

    /** Another one of the same grid that has heard nothing before a time. */
    Resampler joined(long micros) {
        Resampler same = new Resampler(signal, spec);
        if (anchorMicros != NEVER && micros > anchorMicros) {
            same.anchorMicros = anchorMicros;
            same.next = last(micros - 1) + 1;
        }
        return same;
    }

    private long time(long sample) {
        return anchorMicros + signal.micros(sample);
    }

    /** The last sample at a time or before it; -1 before the first. */
    private long last(long micros) {
        long sample = signal.samples(micros - anchorMicros);
        while (time(sample) > micros) {
            sample--;
        }
        while (time(sample + 1) <= micros) {
            sample++;
        }
        return sample;
    }
}
