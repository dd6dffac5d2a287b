package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The model that is in the jar. */
final class ShippedModel {

    private ShippedModel() {}

    /** Listens to the machines of the demo. */
    static ModelFile vibration() {
        try (InputStream model = ShippedModel.class.getResourceAsStream("vibration.onnx")) {
            return ModelFile.of(Objects.requireNonNull(model, "vibration.onnx").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's model must be in the jar", e);
        }
    }
}
