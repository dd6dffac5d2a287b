package dev.eddy.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The fields of one mapping of an experiment file. Whatever is wrong is noted in {@link Problems} and a stand-in is
 * returned, so that one reading finds everything; {@link #done()} finds the names that nobody asked for.
 *
 * <p>Not thread-safe.
 */
public final class Fields {

    private final String path;
    private final JsonNode node;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    Fields(String path, JsonNode node, Problems problems) {
        this.path = path;
        this.node = node.isNull() ? JsonNodeFactory.instance.objectNode() : node;
        this.problems = problems;
        if (!this.node.isObject()) {
            problems.add("%s must be a mapping (name: value) but was %s".formatted(path, node));
        }
    }

    /**
     * Where these fields stand in the file.
     *
     * @return for example {@code network[2].conv1d}
     */
    public String path() {
        return path;
    }

    /**
     * Where rules over several fields note what is wrong.
     *
     * @return the problems of the whole file
     */
    public Problems problems() {
        return problems;
    }

    /**
     * Whether a field is there.
     *
     * @param name of the field
     * @return true when it has a value
     */
    public boolean has(String name) {
        known.add(name);
        return node.hasNonNull(name);
    }

    /**
     * Whether a field has a text.
     *
     * @param name of the field
     * @return false for a number, and where it is not there
     */
    public boolean isText(String name) {
        return node.path(name).isTextual();
    }

    /**
     * A whole number that must be given.
     *
     * @param name of the field
     * @param min least value allowed
     * @param max greatest value allowed
     * @return its value
     */
    public int integer(String name, int min, int max) {
        JsonNode value =
                required(name, "a whole number in %d..%d".formatted(min, max), "" + Math.max(min, Math.min(16, max)));
        boolean good = value.isInt() && value.intValue() >= min && value.intValue() <= max;
        refuseUnless(good || value.isMissingNode(), name, "a whole number in %d..%d".formatted(min, max));
        return good ? value.intValue() : min;
    }

    /**
     * A whole number that may be left out.
     *
     * @param name of the field
     * @param min least value allowed
     * @param max greatest value allowed
     * @param otherwise its value where it is left out
     * @return its value
     */
    public int integer(String name, int min, int max, int otherwise) {
        return has(name) ? integer(name, min, max) : otherwise;
    }

    /**
     * A number that must be given.
     *
     * @param name of the field
     * @param min least value allowed
     * @param max greatest value allowed
     * @return its value
     */
    public double number(String name, double min, double max) {
        String rule = "a number in %s..%s".formatted(min, max);
        JsonNode value = required(name, rule, "" + Math.max(min, Math.min(0.01, max)));
        boolean good = value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max;
        refuseUnless(good || value.isMissingNode(), name, rule);
        return good ? value.doubleValue() : min;
    }

    /**
     * A number that may be left out.
     *
     * @param name of the field
     * @param min least value allowed
     * @param max greatest value allowed
     * @param otherwise its value where it is left out
     * @return its value
     */
    public double number(String name, double min, double max, double otherwise) {
        return has(name) ? number(name, min, max) : otherwise;
    }

    /**
     * A text that must be given.
     *
     * @param name of the field
     * @return its value, not blank
     */
    public String text(String name) {
        JsonNode value = required(name, "a text", "\"…\"");
        boolean good = value.isTextual() && !value.textValue().isBlank();
        refuseUnless(good || value.isMissingNode(), name, "a text that is not blank (quote numbers)");
        return good ? value.textValue() : "?";
    }

    /**
     * A list of texts that may be left out.
     *
     * @param name of the field
     * @param otherwise its value where it is left out
     * @return its value, each text once and not blank
     */
    public List<String> texts(String name, List<String> otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Set<String> texts = new LinkedHashSet<>();
        node.get(name).forEach(item -> texts.add(item.asText()));
        boolean good =
                node.get(name).isArray() && texts.size() == node.get(name).size();
        refuseUnless(good && texts.stream().noneMatch(String::isBlank), name, "a list of different texts, [a, b]");
        return List.copyOf(texts);
    }

    /**
     * One of several words, which may be left out.
     *
     * @param name of the field
     * @param otherwise its value where it is left out; its type gives the words, in lower case
     * @param <E> the words
     * @return its value
     */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E word : otherwise.getDeclaringClass().getEnumConstants()) {
            words.add(Names.word(word));
            if (Names.word(word).equals(node.get(name).asText())) {
                return word;
            }
        }
        refuseUnless(false, name, "one of " + words);
        return otherwise;
    }

    /**
     * Something that is so or is not, which may be left out.
     *
     * @param name of the field
     * @param otherwise its value where it is left out
     * @return its value
     */
    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        refuseUnless(node.get(name).isBoolean(), name, "true or false");
        return node.get(name).asBoolean(otherwise);
    }

    /**
     * A mapping that must be given.
     *
     * @param name of the field
     * @return its fields
     */
    public Fields object(String name) {
        JsonNode value = required(name, "a mapping", "{}");
        JsonNode present = value.isMissingNode() ? JsonNodeFactory.instance.objectNode() : value;
        return new Fields(at(name), present, problems);
    }

    /**
     * Every entry of this mapping as a mapping of its own, in the order of the file.
     *
     * @return the fields of each by its name
     */
    public Map<String, Fields> entries() {
        Map<String, Fields> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            known.add(entry.getKey());
            entries.put(entry.getKey(), new Fields(at(entry.getKey()), entry.getValue(), problems));
        });
        return entries;
    }

    /**
     * A list that must be given.
     *
     * @param name of the field
     * @return its items; none if it is no list, which is then among the problems
     */
    public List<Item> items(String name) {
        JsonNode value = required(name, "a list", "[]");
        return value.isMissingNode() ? List.of() : new Item(at(name), value, problems).items();
    }

    /**
     * Every entry of this mapping as it stands in the file.
     *
     * @return the tree of each by its name
     */
    public Map<String, JsonNode> trees() {
        Map<String, JsonNode> trees = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            known.add(entry.getKey());
            trees.put(entry.getKey(), entry.getValue());
        });
        return trees;
    }

    /**
     * A list of mappings that must be given.
     *
     * @param name of the field
     * @return the fields of each item
     */
    public List<Fields> list(String name) {
        return items(name).stream().map(Item::fields).toList();
    }

    /**
     * A kind and its own fields: either a word, {@code schedule: cosine}, or a mapping with one entry, {@code schedule:
     * {cosine: {warmup: 0.2}}}.
     *
     * @param name of the field, which must be given
     * @return the fields of every entry by its name; one unless the file is wrong
     */
    public Map<String, Fields> kinds(String name) {
        JsonNode value = node.path(name);
        if (value.isTextual()) {
            known.add(name);
            String word = value.textValue();
            return Map.of(word, new Fields(at(name) + "." + word, JsonNodeFactory.instance.objectNode(), problems));
        }
        return object(name).entries();
    }

    /**
     * Reads all fields and then refuses the names that were not asked for.
     *
     * @param reader asks for every field that there is
     * @param <T> what is read
     * @return what the reader returns
     */
    public <T> T read(Function<Fields, T> reader) {
        T result = reader.apply(this);
        done();
        return result;
    }

    private void done() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add("%s is not known here; %s".formatted(at(name), Names.advice(name, known)));
            }
        });
    }

    /** Takes all names for known: what they mean depends on something that was found wrong. */
    public void passOver() {
        node.fieldNames().forEachRemaining(known::add);
    }

    private JsonNode required(String name, String rule, String example) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            problems.add(
                    "%s is missing but must be %s; add for example %s: %s".formatted(at(name), rule, name, example));
            return JsonNodeFactory.instance.missingNode();
        }
        return value;
    }

    private void refuseUnless(boolean good, String name, String rule) {
        problems.require(good, "%s must be %s but was %s".formatted(at(name), rule, node.path(name)));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
