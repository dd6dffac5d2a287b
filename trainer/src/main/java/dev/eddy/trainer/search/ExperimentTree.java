package dev.eddy.trainer.search;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.eddy.trainer.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An experiment file as a tree of which single values can be replaced.
 *
 * @param root not changed
 */
public record ExperimentTree(ObjectNode root) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    /**
     * Reads a file.
     *
     * @param file that is known to be an experiment
     * @return its tree
     * @throws IOException when it cannot be read
     */
    public static ExperimentTree read(Path file) throws IOException {
        return new ExperimentTree((ObjectNode) YAML.readTree(Files.readString(file)));
    }

    /**
     * The same, to be read from anywhere.
     *
     * @param data the folder of all data sets
     * @return a copy
     */
    public ExperimentTree in(Path data) {
        ObjectNode copy = root.deepCopy();
        copy.withObject("/data").put("folder", data.toAbsolutePath().toString());
        return new ExperimentTree(copy);
    }

    /**
     * Notes paths that lead nowhere.
     *
     * @param paths of parameters
     * @param problems takes them
     */
    public void check(Iterable<String> paths, Problems problems) {
        for (String path : paths) {
            JsonNode parent = root.at(pointer(path).head());
            problems.require(
                    parent.isObject() || !root.at(pointer(path)).isMissingNode(),
                    ("search.parameters.%s must lead to a value of the experiment but does not; write it like fit.rate "
                                    + "or network[4].conv1d.filters")
                            .formatted(path));
        }
    }

    /** The same with other values, for a whole fit, without the search. */
    ExperimentTree with(Map<String, JsonNode> values, int epochs) {
        ExperimentTree changed = with(values);
        changed.root.withObject("/fit").put("epochs", epochs);
        return changed;
    }

    /**
     * The same with other values, without the search.
     *
     * @param values by their paths
     * @return a copy
     */
    public ExperimentTree with(Map<String, JsonNode> values) {
        ObjectNode copy = root.deepCopy();
        copy.remove("search");
        values.forEach((path, value) -> set(copy, pointer(path), value));
        return new ExperimentTree(copy);
    }

    /**
     * Writes the experiment.
     *
     * @param file takes it as YAML
     * @throws IOException when it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, YAML.writeValueAsString(root));
    }

    private static void set(ObjectNode copy, JsonPointer pointer, JsonNode value) {
        JsonNode parent = copy.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), value);
        }
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile("/" + path.replace("[", "/").replace("]", "").replace('.', '/'));
    }
}
