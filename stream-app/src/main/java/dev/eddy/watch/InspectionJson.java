package dev.eddy.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.inference.ModelId;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Place;
import dev.eddy.topology.StoredKey;
import java.util.List;

/** What was found of a key for programs: all values, and the state as it is stored. */
public final class InspectionJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InspectionJson() {}

    public static String of(Inspection found) {
        StoredKey state = found.state();
        ObjectNode json = JSON.createObjectNode();
        json.put("key", found.key());
        json.put("changelog", found.changelog());
        json.put("partition", found.partition());
        json.put("committed", found.stored().toString());
        model(json.putObject("model"), state.model());
        json.put("generation", state.generation());
        model(json.putObject("next"), state.next());
        state.damage().ifPresent(it -> json.put("damage", it));
        if (state.damage().isEmpty()) {
            place(json.putObject("place"), state);
            tensors(json.putArray("hidden"), state.hidden());
            state.tried().ifPresent(it -> {
                ObjectNode tried = json.putObject("tried");
                model(tried.putObject("model"), it.model());
                tensors(tried.putArray("hidden"), it.hidden());
            });
        }
        found.last().ifPresent(it -> json.set("prediction", JSON.valueToTree(PredictionJson.fields(it))));
        ArrayNode lags = json.putArray("lags");
        found.lags().forEach(it -> lags.addObject()
                .put("signals", it.signals())
                .put("committed", it.committed())
                .put("end", it.end())
                .put("records", it.records()));
        if (state.damage().isEmpty()) {
            json.put("state", StoredKey.bare(found.bytes()));
        }
        json.put("stored", found.bytes());
        return json.toString();
    }

    private static void model(ObjectNode json, ModelId model) {
        json.put("name", model.name()).put("version", model.version()).put("sha256", model.sha256());
    }

    private static void place(ObjectNode json, StoredKey state) {
        Place at = state.place();
        if (at.started()) {
            json.put("newestSample", Micros.time(at.newestMicros()).toString());
        }
        if (state.offset() >= 0) {
            json.put("offset", state.offset());
        }
        json.put("epoch", at.epoch()).put("began", at.began().name()).put("ended", at.ended());
        json.put("nextStep", at.step()).put("openWindows", at.open());
        json.put("samples", at.unfinished()).put("window", state.window().length());
        json.put("earlyChunks", at.early());
    }

    private static void tensors(ArrayNode json, List<StoredKey.Tensor> tensors) {
        for (StoredKey.Tensor tensor : tensors) {
            Extremes spread = Extremes.of(tensor.values());
            ObjectNode each = json.addObject();
            each.put("name", tensor.name());
            each.set("shape", JSON.valueToTree(tensor.shape()));
            each.put("min", spread.min()).put("mean", spread.mean()).put("max", spread.max());
            each.set("values", JSON.valueToTree(tensor.values()));
        }
    }
}
