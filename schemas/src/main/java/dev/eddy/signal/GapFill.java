package dev.eddy.signal;

/** What stands for samples that are missing, where the gap is short enough to be filled. */
public enum GapFill {
    /** The last sample before the gap. */
    HOLD,
    /** A straight line from the last sample before the gap to the first after it. */
    LINEAR
}
