package dev.eddy.trainer;

import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.DataSetFolder;
import dev.eddy.trainer.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

    @Mixin
    private TopicOptions topic;

    @Option(
            names = "--split",
            paramLabel = "train|validation|test",
            description = "Which part; by default all, and labels.csv says which is which.")
    private Optional<Split> split;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        DataSet set = data.load(data.read(topic));
        DataSetFolder folder = new DataSetFolder(out);
        int files = split.isPresent() ? folder.write(set, split.get()) : folder.write(set);
        System.out.printf("wrote %d recordings and labels.csv to %s%n", files, out);
        return 0;
    }
}
