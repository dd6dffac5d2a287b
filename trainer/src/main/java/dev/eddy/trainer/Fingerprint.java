package dev.eddy.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.eddy.trainer.data.DataHash;
import dev.eddy.trainer.fit.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the weights of a fit depend on, so that a checkpoint is not taken for that of another fit. */
final class Fingerprint {

    private static final List<String> SECTIONS = List.of("window", "network", "head", "examples", "augment", "fit");

    private static final ObjectMapper SORTED = YAMLMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Fingerprint() {}

    /**
     * Takes the fingerprint of a fit.
     *
     * @param experiment whose file is read again; comments and the order of fields do not matter
     * @param data hash of what it is fitted on
     * @param part of the training part
     * @return section by section, so that a refusal can say what differs
     * @throws IOException when the file cannot be read
     */
    static Origin of(Experiment experiment, String data, String part) throws IOException {
        JsonNode file = SORTED.readTree(Files.readString(experiment.file()));
        if (file.path("fit") instanceof ObjectNode fit) {
            fit.remove("memory");
        }
        Map<String, String> parts = new TreeMap<>(Map.of(
                "data", data, "part", part, "seed", "" + experiment.seed(), "threads", "" + experiment.threads()));
        for (String section : SECTIONS) {
            String text = SORTED.writeValueAsString(SORTED.treeToValue(file.path(section), Object.class));
            parts.put(section, DataHash.ofText(text));
        }
        return new Origin(parts);
    }
}
