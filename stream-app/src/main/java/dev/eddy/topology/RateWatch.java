package dev.eddy.topology;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.OptionalDouble;

/**
 * Whether the clock of a key counts as its rate says. Two things are told apart: samples that come without a break but slower or
 * faster than they should, until they are off by {@value #DRIFTED} of them; and chunks that are all spaced as if the rate
 * were another one. What is found changes no prediction, and is forgotten when the key leaves the memory.
 *
 * <p>One thread.
 */
final class RateWatch {

    private static final double DRIFTED = 2;
    /** Jitter of half a sample at both ends of a chunk is no break. */
    private static final double BROKEN = 1.5;

    private static final int ALIKE = 4;
    private static final double LIKENESS = 0.01;
    private static final double MICROS = 1e6;

    private long firstMicros;
    private long counted;
    private long lastMicros;
    private int lastCount;
    private double spacedRate;
    private int alike;

    /** Hears a chunk that was new to its key; tells the rate at which samples come where it is another one than it should be. */
    OptionalDouble hear(Samples samples, SignalSpec signal) {
        int count = samples.values().length / signal.channels();
        if (samples.endOfEvent() || samples.reset()) {
            lastCount = 0;
            return OptionalDouble.empty();
        }
        if (count == 0 || samples.times() != null || (lastCount > 0 && samples.startMicros() <= lastMicros)) {
            return OptionalDouble.empty();
        }
        OptionalDouble rate = lastCount == 0 ? OptionalDouble.empty() : rate(samples.startMicros(), signal);
        if (lastCount == 0 || rate.isPresent() || isBroken(samples.startMicros(), signal)) {
            firstMicros = samples.startMicros();
            counted = 0;
        }
        counted += count;
        lastMicros = samples.startMicros();
        lastCount = count;
        return rate;
    }

    private OptionalDouble rate(long micros, SignalSpec signal) {
        if (isBroken(micros, signal)) {
            return spaced(micros, signal);
        }
        alike = 0;
        double elapsed = micros - firstMicros;
        double off = elapsed * signal.sampleRate() / MICROS - counted;
        return Math.abs(off) >= DRIFTED ? OptionalDouble.of(counted * MICROS / elapsed) : OptionalDouble.empty();
    }

    private boolean isBroken(long micros, SignalSpec signal) {
        double missing = (micros - lastMicros) * signal.sampleRate() / MICROS - lastCount;
        return Math.abs(missing) > BROKEN;
    }

    /** Breaks that are all alike are none. */
    private OptionalDouble spaced(long micros, SignalSpec signal) {
        double rate = lastCount * MICROS / Math.max(1, micros - lastMicros);
        alike = Math.abs(rate - spacedRate) <= LIKENESS * spacedRate ? alike + 1 : 1;
        spacedRate = rate;
        if (alike < ALIKE || Math.abs(rate - signal.sampleRate()) <= LIKENESS * signal.sampleRate()) {
            return OptionalDouble.empty();
        }
        alike = 0;
        return OptionalDouble.of(rate);
    }
}
