package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Manifests as JSON. Unknown names and missing values are errors. Any thread may call. */
public final class ManifestJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .withConfigOverride(List.class, it -> it.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(Map.class, it -> it.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private ManifestJson() {}

    /**
     * Reads a manifest.
     *
     * @param json one JSON object
     * @return the manifest, checked
     * @throws ManifestException with everything that is wrong
     */
    public static ModelManifest read(String json) {
        try {
            return JSON.readValue(json, ModelManifest.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof ManifestException problem) {
                throw problem;
            }
            throw new ManifestException("the manifest", List.of(path(e) + e.getOriginalMessage()));
        }
    }

    /**
     * Writes a manifest.
     *
     * @param manifest to be written
     * @return one JSON object on several lines
     */
    public static String write(ModelManifest manifest) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest of plain values must be writable as JSON", e);
        }
    }

    private static String path(JacksonException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "";
        }
        String path = mapping.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : path + ": ";
    }
}
