package dev.eddy.chaos;

/**
 * How many records were held against the offline run, and what was found.
 *
 * @param windows predictions that were as they must be
 * @param deadLetters refused events that were as they must be
 * @param missing records that must be there but are not
 * @param duplicates records that were there before
 * @param wrong records that differ from what they must be, or that nothing gave reason for
 */
public record Verdict(long windows, long deadLetters, long missing, long duplicates, long wrong) {

    static final Verdict NONE = new Verdict(0, 0, 0, 0, 0);

    Verdict since(Verdict before) {
        return plus(before, -1);
    }

    Verdict plus(Verdict other) {
        return plus(other, 1);
    }

    private Verdict plus(Verdict other, int sign) {
        return new Verdict(
                windows + sign * other.windows,
                deadLetters + sign * other.deadLetters,
                missing + sign * other.missing,
                duplicates + sign * other.duplicates,
                wrong + sign * other.wrong);
    }

    /** Whether the promise was kept: nothing twice only where it was promised. */
    boolean right(boolean exactlyOnce) {
        return missing == 0 && wrong == 0 && !(exactlyOnce && duplicates > 0);
    }
}
