package dev.eddy.signal;

import java.util.Locale;
import java.util.Objects;

/**
 * How readings at any times become samples at the model's rate. Each channel is a series of its own: a reading without a
 * value of a channel says nothing of it.
 *
 * @param by what a channel is at a time between two of its values; null means {@link By#HOLD}
 * @param longest how far apart, in samples, two values of a channel may be for what lies between to be told from them; where
 *     they are farther apart samples are missing. 1 to {@value #MOST}
 */
public record ResampleSpec(By by, int longest) {

    /** The most samples between two values: so many may have to be kept for each key. */
    public static final int MOST = 1 << 16;

    /** What a channel is at a time between two of its values. */
    public enum By {
        /** What it was last. */
        HOLD,
        /** On the straight line from the one to the other. */
        LINEAR,
        /** The value that is nearer in time, the earlier one of two that are as near. */
        NEAREST
    }

    /** Checks the length. */
    public ResampleSpec {
        by = Objects.requireNonNullElse(by, By.HOLD);
        Specs.requireRange("window.resample.longest", longest, 1, MOST);
    }

    /**
     * Reads a rule as a user writes it: {@code hold:SAMPLES}, {@code linear:SAMPLES} or {@code nearest:SAMPLES}.
     *
     * @param text the rule
     * @return it
     * @throws IllegalArgumentException when it is not written like that
     */
    public static ResampleSpec parse(String text) {
        int colon = text.indexOf(':');
        for (By by : By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            if (text.startsWith(name)
                    && colon == name.length()
                    && text.substring(colon + 1).matches("\\d{1,9}")) {
                return new ResampleSpec(by, Integer.parseInt(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "readings must be resampled by hold:SAMPLES, linear:SAMPLES or nearest:SAMPLES but by " + text);
    }
}
