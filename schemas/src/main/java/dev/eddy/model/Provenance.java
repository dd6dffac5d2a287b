package dev.eddy.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from.
 *
 * @param trainer name and version of the program that fitted it
 * @param trainedAt when, ISO-8601 with zone
 * @param data name of the data set
 * @param dataSha256 hash of the samples and labels that it was fitted on, hexadecimal
 * @param split how the data was split
 * @param seed the seed of every random choice
 * @param metrics what was measured at the end, by name; accuracies as fractions in [0, 1]
 */
public record Provenance(
        String trainer,
        String trainedAt,
        String data,
        String dataSha256,
        String split,
        long seed,
        Map<String, Double> metrics) {

    /** Copies the metrics and sorts them, so that the same manifest is always written the same. */
    public Provenance {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
}
