package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Padding;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which model to run, and where. */
final class ModelOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model, an .onnx file with its manifest inside, as 'eddy train' writes it.")
    private Optional<Path> model;

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

    @Option(
            names = "--device-tolerance",
            defaultValue = "1e-3",
            description =
                    "How far a GPU's answers to some trial windows may be off those of the processor, as a share where "
                            + "they are greater than 1; else the GPU is not used (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--device-weight",
            defaultValue = "1",
            description =
                    "How much of a GPU's time a model may have beside models of weight 1 that use it, too, 0.01 to 100; it takes"
                            + " --engine-threads 2 for more than every second turn (default: ${DEFAULT-VALUE}).")
    private double weight;

    @Mixin
    private CudaOptions cuda;

    @Option(
            names = "--pad-batches",
            paramLabel = "SIZES",
            description =
                    "Fill batches up with silence: none; powers, to the next power of two; full, to the batch limit, "
                            + "so that no answer can depend on the size of its batch (default: powers on a GPU; on the processor "
                            + "none, unless some trial windows show that the graph needs another in its batch, or bears none).")
    private Optional<Padding> padding;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    ModelFile read() {
        return rules.applied(ModelFile.read(
                model.orElseThrow(
                        () -> new ParameterException(command.commandLine(), "Missing required option: '--model=FILE'")),
                manifest));
    }

    SequenceModel open(ModelFile file, int batchLimit) {
        return placement(batchLimit).open(file);
    }

    Placement placement(int batchLimit) {
        return new Placement(Device.parse(device), padding, batchLimit, new GpuUse(tolerance, weight, cuda.settings()));
    }
}
