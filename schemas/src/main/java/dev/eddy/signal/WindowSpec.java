package dev.eddy.signal;

/**
 * How a stream of samples is cut into windows. Window k of an epoch holds the samples {@code [k * hop - lead, k * hop -
 * lead + length)}; samples before the first are zeros.
 *
 * @param length samples per window, 1 to {@value #MAX_LENGTH}
 * @param hop samples from one window's start to the next one's, 1 or more; less than {@code length} overlaps, more skips
 * @param lead zeros before the first sample of an epoch, 0 to {@code length - 1}: left context for audio
 * @param maxGap the longest run of missing samples that is filled by holding the last value; a longer one starts a new
 *     epoch. 0 fills nothing
 */
public record WindowSpec(int length, int hop, int lead, int maxGap) {

    /** The most samples one window may have. */
    public static final int MAX_LENGTH = 1 << 22;

    /** Checks every value against its range. */
    public WindowSpec {
        Specs.requireRange("window.length", length, 1, MAX_LENGTH);
        Specs.requireRange("window.hop", hop, 1, MAX_LENGTH);
        Specs.requireRange("window.lead", lead, 0, length - 1);
        Specs.requireRange("window.maxGap", maxGap, 0, MAX_LENGTH);
    }

    /**
     * Windows that follow each other without overlap, lead or gap filling.
     *
     * @param length samples per window
     * @return the spec
     */
    public static WindowSpec tumbling(int length) {
        return new WindowSpec(length, length, 0, 0);
    }
}
