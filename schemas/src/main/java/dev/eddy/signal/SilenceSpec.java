package dev.eddy.signal;

/**
 * Which silence ends an epoch, with hysteresis: it ends once no value of any channel has reached {@code level} for some
 * samples, and the next one begins with the first sample of which a value reaches {@code rise}. What lies between belongs
 * to no epoch and is not scored. Values count without their sign, in the units of the signal.
 *
 * @param level what a value must stay below to be quiet, above 0
 * @param rise what a value must reach to begin an epoch, at least {@code level}
 * @param samples how long all must be quiet, 1 or more
 * @param before how many samples before the one that begins the epoch still belong to it: soft beginnings. 0 or more, less
 *     than {@code samples} or equal
 */
public record SilenceSpec(double level, double rise, int samples, int before) {

    /** Checks every value against its range. */
    public SilenceSpec {
        if (!(level > 0 && level <= rise && Double.isFinite(rise))) {
            throw new IllegalArgumentException(
                    "window.epochs.silence must have 0 < level <= rise, both finite, but has level " + level
                            + " and rise " + rise);
        }
        Specs.requireRange("window.epochs.silence.samples", samples, 1, WindowSpec.MAX_LENGTH);
        Specs.requireRange("window.epochs.silence.before", before, 0, samples);
    }
}
