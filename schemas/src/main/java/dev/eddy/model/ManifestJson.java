package dev.eddy.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.ResampleSpec;
import dev.eddy.signal.SilenceSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Manifests as JSON. Unknown names and missing values are errors. Any thread may call. */
public final class ManifestJson {

    /** A list may be missing, its elements may not. */
    private static final JsonSetter.Value NULLS = JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);

    /** What is usual is not written: older readers know nothing of it. */
    @SuppressWarnings("UnusedMethod") // Jackson takes the annotations from here
    private abstract static class WindowMixin {

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Held.class)
        abstract GapFill fill();

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        abstract boolean flush();

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Ordinary.class)
        abstract EpochSpec epochs();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        abstract @Nullable ResampleSpec resample();
    }

    @SuppressWarnings("UnusedMethod") // Jackson takes the annotations from here
    private abstract static class EpochMixin {

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        abstract boolean ignoreMarks();

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        abstract int every();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        abstract @Nullable SilenceSpec silence();

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        abstract boolean carried();

        @JsonIgnore
        abstract boolean isEndless();
    }

    private enum ByMixin {
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("nearest")
        NEAREST
    }

    private enum GapFillMixin {
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("mask")
        MASK
    }

    /** Equals what is left out. */
    private static final class Held {

        @Override
        public boolean equals(Object other) {
            return other == GapFill.HOLD;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Equals what is left out. */
    private static final class Ordinary {

        @Override
        public boolean equals(Object other) {
            return EpochSpec.USUAL.equals(other);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addMixIn(WindowSpec.class, WindowMixin.class)
            .addMixIn(EpochSpec.class, EpochMixin.class)
            .addMixIn(GapFill.class, GapFillMixin.class)
            .addMixIn(ResampleSpec.By.class, ByMixin.class)
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
