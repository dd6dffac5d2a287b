package dev.eddy.trainer;

import dev.eddy.trainer.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, and where its data lies. */
final class DataOptions {

    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The experiment.")
    private Path experiment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that holds one folder per data set; else EDDY_DATA, else data.folder of the "
                    + "experiment, which is relative to the experiment file.")
    private Optional<Path> data;

    Experiment read() {
        return Experiment.read(experiment);
    }

    DataSet load(Experiment read) throws IOException {
        return read.data().source().load(read.folder(data, System.getenv()));
    }
}
