package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Manifests as JSON. Unknown names and missing values are errors. Any thread may call. */
public final class ManifestJson {

    /** A list may be missing, its elements may not. */
    private static final JsonSetter.Value NULLS = JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .withConfigOverride(List.class, it -> it.setSetterInfo(NULLS))
            .withConfigOverride(Map.class, it -> it.setSetterInfo(NULLS))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
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
            return Optional.ofNullable(JSON.readValue(json, ModelManifest.class))
                    .orElseThrow(
                            () -> new ManifestException("the manifest", List.of("must be an object but was null")));
        } catch (JacksonException e) {
            if (e.getCause() instanceof ManifestException problem) {
                throw problem;
            }
            throw new ManifestException("the manifest", List.of(problem(e)));
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

    private static String problem(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException rule
                ? String.valueOf(rule.getMessage())
                : path(e) + e.getOriginalMessage();
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
