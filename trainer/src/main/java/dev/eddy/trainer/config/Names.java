package dev.eddy.trainer.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Names in experiment files: how they are spelled, and which one was probably meant. */
public final class Names {

    private Names() {}

    /**
     * The spelling of a constant in a file.
     *
     * @param constant say {@code MAX_POOL}
     * @return say {@code maxPool}
     */
    public static String word(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        boolean upper = false;
        for (char letter : constant.name().toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter != '_') {
                word.append(upper ? Character.toUpperCase(letter) : letter);
            }
            upper = letter == '_';
        }
        return word.toString();
    }

    /**
     * What to do about a name that is not known.
     *
     * @param name the unknown one
     * @param known the ones that there are
     * @return the nearest known name, or all of them
     */
    public static String advice(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest -> distance(name, nearest) <= 1 + name.length() / 3)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + known);
    }

    /** Edits (insert, delete, replace one letter) from one word to the other. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
