package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;
import java.util.stream.IntStream;

/**
 * Which steps of a run count.
 *
 * @param which the last one or all
 * @param from first step that may count; what is earlier has too little behind it
 */
public record Scoring(Which which, int from) {

    /** How many steps count. */
    public enum Which {
        /** The last one. */
        LAST,
        /** All of them. */
        EVERY
    }

    /**
     * Reads {@code score} and {@code from}.
     *
     * @param fields the mapping that holds them
     * @return the scoring
     */
    public static Scoring read(Fields fields) {
        return new Scoring(fields.choice("score", Which.LAST), fields.integer("from", 0, 1 << 20, 0));
    }

    /**
     * The steps that count.
     *
     * @param steps how many there are
     * @return their indices, possibly none
     */
    public IntStream of(int steps) {
        int first = which == Which.LAST ? Math.max(from, steps - 1) : from;
        return IntStream.range(first, steps);
    }
}
