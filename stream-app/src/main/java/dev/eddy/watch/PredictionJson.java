package dev.eddy.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.offline.ScoredKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A prediction as a line for programs: the fields of the event and its key, times in ISO-8601. */
public final class PredictionJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PredictionJson() {}

    public static String line(ScoredKey prediction) {
        try {
            return JSON.writeValueAsString(fields(prediction));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a prediction of " + prediction.key() + " has no JSON: " + e.getMessage(), e);
        }
    }

    /** The same before it is text. */
    public static Map<String, Object> fields(ScoredKey prediction) {
        Prediction event = prediction.prediction();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", prediction.key());
        fields.put("model", event.getModel());
        fields.put("modelVersion", event.getModelVersion());
        fields.put("epoch", event.getEpoch());
        fields.put("step", event.getStep());
        fields.put("windowStart", event.getWindowStart().toString());
        fields.put("windowEnd", event.getWindowEnd().toString());
        fields.put("label", event.getLabel());
        fields.put("scores", new TreeMap<>(event.getScores()));
        fields.put("values", Outputs.of(event));
        fields.put("flags", event.getFlags().stream().map(Enum::name).toList());
        fields.put("began", event.getBegan().name());
        return fields;
    }
}
