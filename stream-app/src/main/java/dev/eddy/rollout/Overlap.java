package dev.eddy.rollout;

/**
 * How long two models score the same keys until the second one takes over: key by key, as soon as both agree, and all keys
 * that are left at a time.
 *
 * @param untilMillis by the time of the records, since 1970, with the first of which all keys are handed over
 * @param windows in a row in which both must agree, 1 or more
 * @param tolerance by how much outputs may differ that agree, 0 or more
 */
public record Overlap(long untilMillis, int windows, double tolerance) {

    /** So often both have agreed where they know the same, as at the start of an epoch. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** Checks every value against its range. */
    public Overlap {
        if (untilMillis < 0 || windows < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "a dual run must end at a time since 1970, after 1 window or more that agree, with a tolerance of 0 or more,"
                            + " but has " + untilMillis + " ms, " + windows + " windows and " + tolerance);
        }
    }

    /**
     * Whether the second model speaks for a key.
     *
     * @param agreed on how many windows of it in a row both have agreed
     * @return true from then on
     */
    public boolean leads(int agreed) {
        return agreed >= windows;
    }

    /**
     * Counts a window.
     *
     * @param agreed on how many windows in a row before it
     * @param difference the largest one of the outputs for it; NaN where they cannot be compared
     * @return on how many with it
     */
    public int count(int agreed, float difference) {
        if (leads(agreed)) {
            return agreed;
        }
        return difference <= tolerance ? agreed + 1 : 0;
    }
}
