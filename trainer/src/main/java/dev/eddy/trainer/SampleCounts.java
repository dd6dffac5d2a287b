package dev.eddy.trainer;

import dev.eddy.trainer.config.Fields;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of samples that an experiment gives as they are, or as a duration like {@code 40ms}.
 *
 * @param fields that hold them
 * @param rate of the samples, Hz; 0 where it is not given, and then no duration can be
 */
record SampleCounts(Fields fields, double rate) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(us|ms|s|min)");
    private static final Map<String, Integer> DIGITS = Map.of("us", 6, "ms", 3, "s", 0);
    private static final int MINUTE = 60;

    /** One that must be given. */
    int of(String name, int min, int max) {
        return fields.isText(name) ? lasting(name, min, max) : fields.integer(name, min, max);
    }

    /** One that may be left out. */
    int of(String name, int min, int max, int otherwise) {
        return fields.has(name) ? of(name, min, max) : otherwise;
    }

    private int lasting(String name, int min, int max) {
        String text = fields.text(name);
        Matcher matcher = DURATION.matcher(text);
        String place = fields.path() + "." + name;
        if (!matcher.matches() || rate == 0) {
            fields.problems()
                    .require(
                            false,
                            matcher.matches()
                                    ? place + " is a duration, " + text + ", so " + fields.path()
                                            + ".rate must say how many samples a second has; add it"
                                    : place + " must be samples, like 320, or a duration, like 40ms, but was " + text);
            return min;
        }
        BigDecimal samples = seconds(matcher).multiply(BigDecimal.valueOf(rate)).stripTrailingZeros();
        boolean good = samples.scale() <= 0
                && samples.compareTo(BigDecimal.valueOf(min)) >= 0
                && samples.compareTo(BigDecimal.valueOf(max)) <= 0;
        fields.problems()
                .require(
                        good,
                        place + " must be a whole number of samples in " + min + ".." + max + " but " + text + " at "
                                + rate + " Hz are " + samples.toPlainString() + "; change it");
        return good ? samples.intValueExact() : min;
    }

    private static BigDecimal seconds(Matcher duration) {
        BigDecimal number = new BigDecimal(duration.group(1));
        Integer digits = DIGITS.get(duration.group(2));
        return digits == null ? number.multiply(BigDecimal.valueOf(MINUTE)) : number.movePointLeft(digits);
    }
}
