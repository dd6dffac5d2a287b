package dev.eddy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.flipkart.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What kustomize makes of a folder, as far as our folders go: what they do not use is an error here. The one difference is
 * that config maps keep their names, without the hash of what is in them.
 */
public final class Kustomization {

    static final YAMLMapper YAML = new YAMLMapper();

    private static final Set<String> KNOWN = Set.of(
            "apiVersion", "kind", "resources", "components", "labels", "images", "configMapGenerator", "patches");

    private final List<ObjectNode> objects = new ArrayList<>();

    private Kustomization() {}

    /**
     * Reads one.
     *
     * @param folder with a {@code kustomization.yaml}
     * @return every object that would be sent to the API
     */
    public static List<ObjectNode> of(Path folder) {
        Kustomization all = new Kustomization();
        all.add(folder);
        return all.objects;
    }

    /**
     * Finds the only object of a kind.
     *
     * @param objects to look through
     * @param kind of it
     * @return that object
     */
    public static ObjectNode only(List<ObjectNode> objects, String kind) {
        List<ObjectNode> found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("there must be one " + kind + " but there are " + found.size());
        }
        return found.get(0);
    }

    private void add(Path folder) {
        JsonNode plan = documents(folder.resolve("kustomization.yaml")).get(0);
        plan.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw new AssertionError(folder + ": " + field + " is not read here; teach this class to");
            }
        });
        plan.path("resources").forEach(resource -> addResource(folder.resolve(resource.asText())));
        plan.path("configMapGenerator").forEach(this::generate);
        plan.path("components").forEach(component -> add(folder.resolve(component.asText())));
        plan.path("patches").forEach(this::patch);
        plan.path("labels").forEach(this::label);
        plan.path("images").forEach(this::tag);
    }

    private void addResource(Path resource) {
        if (Files.isDirectory(resource)) {
            objects.addAll(of(resource));
        } else {
            objects.addAll(documents(resource));
        }
    }

    static List<ObjectNode> documents(Path file) {
        try (MappingIterator<ObjectNode> documents =
                YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " must be YAML but is not", e);
        }
    }

    private void generate(JsonNode generator) {
        ObjectNode map = generator.path("behavior").asText().equals("merge")
                ? only(objects, "ConfigMap")
                : empty(generator.path("name").asText());
        generator.path("literals").forEach(literal -> {
            String[] pair = literal.asText().split("=", 2);
            map.withObject("/data").put(pair[0], pair[1]);
        });
    }

    private ObjectNode empty(String name) {
        ObjectNode map = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        objects.add(map);
        return map;
    }

    private void patch(JsonNode patch) {
        String kind = patch.at("/target/kind").asText();
        ObjectNode target = only(objects, kind);
        try {
            JsonNode operations = YAML.readTree(patch.path("patch").asText());
            objects.set(objects.indexOf(target), (ObjectNode) JsonPatch.apply(operations, target));
        } catch (IOException e) {
            throw new UncheckedIOException("a patch of " + kind + " must be YAML but is not", e);
        }
    }

    private void label(JsonNode label) {
        boolean selectors = label.path("includeSelectors").asBoolean();
        for (ObjectNode object : objects) {
            object.withObject("/metadata/labels").setAll((ObjectNode) label.path("pairs"));
            if (selectors) {
                labelled(object).forEach(place -> object.withObject(place).setAll((ObjectNode) label.path("pairs")));
            }
        }
    }

    /** Where an object selects others, or makes them. */
    private static List<String> labelled(ObjectNode object) {
        return switch (object.path("kind").asText()) {
            case "Service" -> List.of("/spec/selector");
            case "PodDisruptionBudget" -> List.of("/spec/selector/matchLabels");
            case "StatefulSet" ->
                List.of(
                        "/spec/selector/matchLabels",
                        "/spec/template/metadata/labels",
                        "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels",
                        "/spec/volumeClaimTemplates/0/metadata/labels");
            default -> List.of();
        };
    }

    private void tag(JsonNode image) {
        String name = image.path("name").asText();
        for (ObjectNode object : objects) {
            for (JsonNode container : object.at("/spec/template/spec/containers")) {
                if (container
                        .path("image")
                        .asText()
                        .replaceFirst(":[^:/]*$", "")
                        .equals(name)) {
                    ((ObjectNode) container)
                            .put("image", name + ":" + image.path("newTag").asText());
                }
            }
        }
    }

    /**
     * The variables that a container is given from the config map and from its own list.
     *
     * @param objects of a folder
     * @param pod name of the pod
     * @return name and value
     */
    public static Map<String, String> environment(List<ObjectNode> objects, String pod) {
        Map<String, String> environment = new TreeMap<>();
        only(objects, "ConfigMap")
                .path("data")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        only(objects, "StatefulSet")
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(),
                        variable.has("value") ? variable.path("value").asText() : pod));
        return environment;
    }
}
