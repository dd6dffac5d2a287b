package dev.eddy.chaos;

import java.util.List;
import java.util.Locale;

/**
 * What came of one roll-out.
 *
 * @param what was rolled out, in words
 * @param seconds from the first SIGTERM until the last pod was ready
 * @param verdict on the predictions meanwhile
 * @param usual gap of a key between two predictions before, the longest, seconds
 * @param gaps the longest of each key, seconds, the shortest first
 */
public record Roll(String what, double seconds, Verdict verdict, double usual, List<Double> gaps) {

    /** The head of the table. */
    public static final String HEAD = """
            | roll-out | instances | keys, windows/s | took s | windows | missing / duplicate / wrong | longest gap of a key s, usual | median key | worst key |
            |---|---|---|---|---|---|---|---|---|
            """;

    String row(Rehearsal.Size size) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d, %d | %.0f | %d | %d / %d / %d | %.1f | %.1f | %.1f |%n",
                what,
                size.instances(),
                size.keys(),
                size.windowsPerSecond(),
                seconds,
                verdict.windows(),
                verdict.missing(),
                verdict.duplicates(),
                verdict.wrong(),
                usual,
                gaps.get(gaps.size() / 2),
                gaps.get(gaps.size() - 1));
    }
}
