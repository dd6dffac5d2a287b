package dev.eddy.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/** One item of a list in an experiment file, whatever it may be. */
public final class Item {

    private final String path;
    private final JsonNode node;
    private final Problems problems;

    Item(String path, JsonNode node, Problems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /**
     * The item as a mapping.
     *
     * @return its fields
     */
    public Fields fields() {
        return new Fields(path, node, problems);
    }

    /**
     * The item as a list.
     *
     * @return its items; none if it is no list, which is then among the problems
     */
    public List<Item> items() {
        problems.require(node.isArray(), "%s must be a list but was %s".formatted(path, node));
        return IntStream.range(0, node.isArray() ? node.size() : 0)
                .mapToObj(i -> new Item(path + "[" + i + "]", node.get(i), problems))
                .toList();
    }

    /**
     * The item as a whole number.
     *
     * @param min least value allowed
     * @param max greatest value allowed
     * @return its value
     */
    public int integer(int min, int max) {
        boolean good = node.isInt() && node.intValue() >= min && node.intValue() <= max;
        problems.require(good, "%s must be a whole number in %d..%d but was %s".formatted(path, min, max, node));
        return good ? node.intValue() : min;
    }

    /**
     * The item as it stands in the file.
     *
     * @return its tree
     */
    public JsonNode tree() {
        return node;
    }
}
