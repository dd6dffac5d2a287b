package dev.eddy.trainer;

import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.search.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    Experiment read(TopicOptions topic) {
        return Experiment.read(experiment, topic::in);
    }

    DataSet load(Experiment read) throws IOException {
        return read.data().source().load(folder(read));
    }

    /** The folder of all data sets. */
    Path folder(Experiment read) {
        return read.folder(data, System.getenv()).toAbsolutePath();
    }

    /** Runs trials on the same data. */
    Trials trials(Experiment read, int jobs) {
        List<String> options = List.of("--data=" + folder(read));
        return new Trials(Program.command(), options, jobs);
    }
}
