package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it, {@code 512MiB}. */
final class MemorySize {

    private static final String DEFAULT = "512MiB";
    private static final Pattern FORM = Pattern.compile("(\\d{1,6}) ?(B|KiB|MiB|GiB)");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    private MemorySize() {}

    /** Reads {@code memory}, which may be left out. */
    static long read(Fields fields) {
        String text = fields.has("memory") ? fields.text("memory") : DEFAULT;
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            fields.problems()
                    .add("%s.memory must be a whole number of B, KiB, MiB or GiB but was %s; write for example %s"
                            .formatted(fields.path(), text, DEFAULT));
            return Long.MAX_VALUE;
        }
        return Long.parseLong(matcher.group(1)) << (10 * UNITS.indexOf(matcher.group(2)));
    }
}
