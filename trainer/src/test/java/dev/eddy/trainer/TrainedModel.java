package dev.eddy.trainer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.Provenance;
import java.nio.file.Path;
import java.util.Objects;

/** Reads what a model file says about itself, the way a stranger would. */
final class TrainedModel {

    private TrainedModel() {}

    static ModelManifest manifest(Path file) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options)) {
            return ManifestJson.read(session.getMetadata()
                    .getCustomMetadataValue(ModelManifest.KEY)
                    .orElseThrow());
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    static Provenance provenance(Path file) {
        return Objects.requireNonNull(manifest(file).provenance(), "the trainer says where a model comes from");
    }
}
