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
        return versions.computeIfAbsent(version, it -> new Predictions(manifest.withVersion(it)));
    }
}
