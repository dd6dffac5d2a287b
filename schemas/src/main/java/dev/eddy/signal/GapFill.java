package dev.eddy.signal;

/** What stands for samples that are missing, where the gap is short enough to be filled. */
public enum GapFill {
    /** The last sample before the gap. */
    HOLD,
    /** A straight line from the last sample before the gap to the first after it. */
    LINEAR,
    /**
     * The last sample before the gap, and the model is told: each sample has one more value behind its channels, 1 where it
     * was measured and 0 where it was made up or there is none.
     */
    MASK
}
