package dev.eddy.chaos;

/**
 * What came of one fault.
 *
 * @param fault which
 * @param what was done, in words
 * @param verdict on the records from its beginning to the next one's
 * @param recovery how long a partition was without a new committed prediction, seconds
 * @param drained seconds until all that had been sent when the fault was over was predicted; negative if it never was
 * @param longestWait of a window for its prediction, seconds
 * @param footprint of the instances when it was over
 */
public record Trial(
        Fault fault,
        String what,
        Verdict verdict,
        double recovery,
        double drained,
        double longestWait,
        Footprint footprint) {}
