package dev.eddy.trainer;

import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.DataSetFolder;
import dev.eddy.trainer.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the recordings of an experiment as files. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = "Write the recordings of an experiment as one WAV or CSV file each, with their labels.")
final class DatasetCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--split", required = true, paramLabel = "train|validation|test", description = "Which part.")
    private Split split;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        DataSet set = data.load(data.read());
        int files = new DataSetFolder(out).write(set, split);
        System.out.printf("wrote %d recordings and labels.csv to %s%n", files, out);
        return 0;
    }
}
