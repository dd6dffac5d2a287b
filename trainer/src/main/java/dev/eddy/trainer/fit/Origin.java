package dev.eddy.trainer.fit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a fit is made of, so that no other fit is taken for it.
 *
 * @param parts the fingerprint or value of each part by its name
 */
public record Origin(Map<String, String> parts) {

    /** Sorts the parts by name. */
    public Origin {
        parts = new TreeMap<>(parts);
    }

    static Origin of(String text) {
        return new Origin(text.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    String text() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The names of the parts in which two fits differ. */
    List<String> differences(Origin other) {
        return parts.keySet().stream()
                .filter(name -> !Objects.equals(parts.get(name), other.parts.get(name)))
                .toList();
    }
}
