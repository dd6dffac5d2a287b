package dev.eddy.chaos;

import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The model of the campaign. */
final class DigestModel {

    private DigestModel() {}

    static ModelFile file() {
        try (InputStream model = DigestModel.class.getResourceAsStream("digest.onnx")) {
            return ModelFile.of(Objects.requireNonNull(model, "digest.onnx").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OnnxModel open() {
        return OnnxModel.open(file(), Device.CPU);
    }
}
