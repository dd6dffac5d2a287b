package dev.eddy.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Tryout;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the admin port says of the models: the manifest of the one that scores most partitions here, and under {@code
 * shadow} how one that is tried does beside it.
 *
 * @param first the manifest that the app was started with
 * @param atWork which models score
 * @param manifests of those that are ready
 */
record ModelDocument(ModelManifest first, ModelsAtWork atWork, Function<ModelId, Optional<ModelManifest>> manifests)
        implements Supplier<String> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String get() {
        String manifest = ManifestJson.write(atWork.present().flatMap(manifests).orElse(first));
        Optional<Tryout> trial = atWork.trial();
        return trial.isEmpty() ? manifest : with(manifest, trial.get());
    }

    private String with(String manifest, Tryout trial) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(manifest);
            TrialSoFar soFar = atWork.soFar(trial.model());
            json.putObject("shadow")
                    .put("name", trial.model().name())
                    .put("version", trial.model().version())
                    .put("share", trial.share())
                    .put("topic", trial.topic())
                    .put("partitions", atWork.tried().getOrDefault(trial.model(), 0L))
                    .put("windows", soFar.windows())
                    .put("failures", soFar.failures())
                    .put("agreement", soFar.agreement())
                    .put("largestDifference", soFar.largestDifference())
                    .put("latencyMillis", soFar.latencyMillis())
                    .put("presentLatencyMillis", soFar.incumbentMillis());
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest must be readable as it was written", e);
        }
    }
}
