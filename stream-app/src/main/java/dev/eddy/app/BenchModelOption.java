package dev.eddy.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The one model of a measurement. */
final class BenchModelOption {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model, an .onnx file with its manifest inside; the demo's by default.")
    private Optional<Path> model;

    /** The demo's is put into the folder. */
    Path file(Path folder) throws IOException {
        return model.isPresent() ? model.get() : BenchServers.shippedModel(folder);
    }
}
