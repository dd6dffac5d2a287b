package dev.eddy.recording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The times of the samples of one key, from which the sample rate is found. Every sample must lie within half a sample
 * of where an even clock would put it: what is further off is a gap, and one recording has none.
 */
final class Clock {

    private static final double MICROS_PER_SECOND = 1e6;
    private static final long MILLI = 1000;

    /** A day of 2001, in either unit. */
    private static final long A_DAY_IN_MILLIS = 1_000_000_000_000L;

    private static final long A_DAY_IN_SECONDS = 1_000_000_000L;

    /** Samples per second that seconds cannot tell apart. */
    private static final double FAST = 1e4;

    /** A rate is tried with this many digits before the point left out, then with ever more digits. */
    private static final int COARSEST_SCALE = -3;

    private static final int FINEST_SCALE = 6;

    private final Path file;
    private final List<Tick> ticks;

    Clock(Path file, List<Tick> ticks) {
        this.file = file;
        this.ticks = ticks;
    }

    /**
     * The rate that the times show.
     *
     * @param given the rate to be checked against, or 0 to find it
     * @return samples per second
     */
    double sampleRate(double given) {
        requireMicros();
        if (given != 0) {
            requireEven(MICROS_PER_SECOND / given);
            return given;
        }
        if (ticks.size() < 2) {
            throw new RecordingException(
                    file,
                    "line " + ticks.get(0).line()
                            + " is the only one of its key, so it shows no sample rate; give it with --rate HZ");
        }
        requireSteps(medianStep());
        double rate = roundest();
        requireEven(MICROS_PER_SECOND / rate);
        return rate;
    }

    /**
     * Checks a rate where gaps are no mistake.
     *
     * @param given samples per second
     */
    void requireUsual(double given) {
        requireMicros();
        double step = medianStep();
        double period = MICROS_PER_SECOND / given;
        if (Math.abs(step - period) > period / 2) {
            throw new RecordingException(
                    file,
                    "a rate of " + given + " Hz means " + Math.round(period)
                            + " µs between the times of samples but most are " + Math.round(step)
                            + " µs apart; correct --rate, or leave it out");
        }
    }

    /** Whole milliseconds or seconds, read as microseconds, lie shortly after 1970 and are much too close. */
    private void requireMicros() {
        double rate = ticks.size() < 2 ? 0 : MICROS_PER_SECOND / medianStep();
        long first = ticks.get(0).micros();
        boolean millis = first >= A_DAY_IN_MILLIS && first < A_DAY_IN_MILLIS * 10;
        boolean seconds = first >= A_DAY_IN_SECONDS && first < A_DAY_IN_SECONDS * 10 && rate > FAST;
        if (millis || seconds) {
            throw new RecordingException(
                    file,
                    "line " + ticks.get(0).line() + ", column time: must be microseconds since 1970 but " + first
                            + " looks like " + (millis ? "milliseconds" : "seconds") + "; multiply by "
                            + (millis ? "1000" : "1000000") + ", or write instants like 2026-01-31T12:00:00.5Z");
        }
    }

    private double medianStep() {
        long[] steps = new long[ticks.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = ticks.get(i + 1).micros() - ticks.get(i).micros();
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private void requireSteps(double period) {
        for (int i = 1; i < ticks.size(); i++) {
            long step = ticks.get(i).micros() - ticks.get(i - 1).micros();
            if (step <= 0 || Math.abs(step - period) > period / 2) {
                throw uneven(i, "follows the line before by " + step + " µs", period);
            }
        }
    }

    private void requireEven(double period) {
        long first = ticks.get(0).micros();
        for (int i = 1; i < ticks.size(); i++) {
            double off = ticks.get(i).micros() - first - i * period;
            if (Math.abs(off) > period / 2) {
                throw uneven(i, "is " + Math.round(off) + " µs off an even clock", period);
            }
        }
    }

    private RecordingException uneven(int at, String found, double period) {
        Tick tick = ticks.get(at);
        return new RecordingException(
                file,
                "line " + tick.line() + ", column time: " + tick.micros() + " " + found + ", samples must be "
                        + Math.round(period)
                        + " µs apart within half of that; cut the file at the gap, or drop the column"
                        + " and give the rate with --rate HZ");
    }

    /** The rate of fewest digits that the first and the last time allow, each being rounded to its unit. */
    private double roundest() {
        double span = ticks.get(ticks.size() - 1).micros() - ticks.get(0).micros();
        double scaled = (ticks.size() - 1) * MICROS_PER_SECOND;
        double mean = scaled / span;
        double unit = unit();
        for (int scale = COARSEST_SCALE; scale <= FINEST_SCALE && mean != Math.rint(mean); scale++) {
            double rate = BigDecimal.valueOf(mean)
                    .setScale(scale, RoundingMode.HALF_UP)
                    .doubleValue();
            if (rate >= scaled / (span + unit) && rate <= scaled / Math.max(unit, span - unit)) {
                return rate;
            }
        }
        return mean;
    }

    private long unit() {
        return ticks.stream().allMatch(tick -> tick.micros() % MILLI == 0) ? MILLI : 1;
    }
}
