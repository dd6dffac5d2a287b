package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.ResampleSpec;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How samples are made and cut, in the place of what a manifest says. */
final class RuleOptions {

    @Option(
            names = "--epochs",
            paramLabel = "RULE",
            description = "What ends an epoch, in the place of what the manifest says: never, or marks, every:SAMPLES, "
                    + "silence:LEVEL:RISE:SAMPLES:BEFORE joined by +. Keys of other rules cannot be read: give another "
                    + "--application-id with it.")
    private Optional<String> epochs;

    @Option(
            names = "--resample",
            paramLabel = "RULE",
            description =
                    "How readings at any times become samples at the model's rate, in the place of what the manifest "
                            + "says: hold:SAMPLES, linear:SAMPLES or nearest:SAMPLES; SAMPLES is how far apart two readings may be. Keys "
                            + "of other rules cannot be read: give another --application-id with it.")
    private Optional<String> resample;

    ModelFile applied(ModelFile file) {
        ModelManifest told = file.manifest();
        ModelManifest ruled = epochs.map(EpochSpec::parse).map(told::withEpochs).orElse(told);
        return new ModelFile(
                file.graph(),
                resample.map(ResampleSpec::parse).map(ruled::withResampling).orElse(ruled),
                file.sha256());
    }
}
