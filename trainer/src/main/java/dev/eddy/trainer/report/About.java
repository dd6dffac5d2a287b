package dev.eddy.trainer.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was fitted, on what, and by what.
 *
 * @param name of the model
 * @param version of the model
 * @param data the data set, and its hash where it has one
 * @param split which part was fitted on, held out and tested
 * @param seed of every random choice
 * @param parameters how many numbers were fitted
 * @param secondsPerEpoch the usual duration of one pass over the training part
 * @param made when the run ended
 * @param versions of the software, by its name, in the order of the page
 */
public record About(
        String name,
        String version,
        String data,
        String split,
        long seed,
        long parameters,
        double secondsPerEpoch,
        Instant made,
        Map<String, String> versions) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Copies the versions in their order. */
    public About {
        versions = new LinkedHashMap<>(versions);
    }

    @Override
    public Map<String, String> versions() {
        return new LinkedHashMap<>(versions);
    }

    /** The name with the version. */
    String title() {
        return name + " " + version;
    }

    Tag facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Data", data);
        facts.put("Split", split);
        facts.put("Seed", Long.toString(seed));
        facts.put("Parameters", Numbers.count(parameters));
        facts.put("One epoch", Numbers.seconds(secondsPerEpoch));
        facts.put("Made", TIME.format(made));
        facts.putAll(versions);
        Tag list = Tag.styled("dl", "facts");
        facts.forEach((term, text) -> list.add(Tag.of("div").add(Tag.of("dt", term), Tag.of("dd", text))));
        return list;
    }
}
