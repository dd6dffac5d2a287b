package dev.eddy.chaos;

import dev.eddy.model.ModelManifest;
import dev.eddy.topology.Predictions;
import java.util.HashMap;
import java.util.Map;

/** The words of models that differ in nothing but their version. One thread. */
final class Wording {

    private final ModelManifest manifest;
    private final Map<String, Predictions> versions = new HashMap<>();

    Wording(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /** Those of one of them. */
    Predictions by(String version) {
        return versions.computeIfAbsent(version, it -> new Predictions(as(manifest, it)));
    }

    /** The manifest of another version of the same model. */
    static ModelManifest as(ModelManifest manifest, String version) {
        return new ModelManifest(
                manifest.name(),
                version,
                manifest.signal(),
                manifest.window(),
                manifest.input(),
                manifest.states(),
                manifest.lengths(),
                manifest.constants(),
                manifest.outputs(),
                manifest.provenance());
    }
}
