package dev.eddy.app;

import dev.eddy.recording.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Files of recordings, the same for every command that reads whole ones. */
final class RecordingOptions {

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recordings, .wav or .csv, as 'eddy produce' reads them.")
    private List<Path> inputs;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "0",
            description = "Samples per second, for CSV files without a column 'time'.")
    private double rate;

    List<Path> files() {
        return inputs;
    }

    ReadOptions reading() {
        return new ReadOptions("", rate, 0);
    }
}
