package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which model to run, and where. */
final class ModelOptions {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "The model, an .onnx file with its manifest inside, as 'eddy train' writes it.")
    private Path model;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A manifest as JSON, for an .onnx file that has none inside.")
    private Optional<Path> manifest;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu; cuda or cuda:N for an NVIDIA GPU, an error where there is none; auto for a GPU if one "
                    + "works (default: ${DEFAULT-VALUE}).")
    private String device;

    ModelFile read() {
        return ModelFile.read(model, manifest);
    }

    OnnxModel open(ModelFile file) {
        return OnnxModel.open(file, Device.parse(device));
    }
}
