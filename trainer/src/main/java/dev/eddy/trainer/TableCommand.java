package dev.eddy.trainer;

import dev.eddy.trainer.search.ExperimentTree;
import dev.eddy.trainer.search.Result;
import dev.eddy.trainer.search.Table;
import dev.eddy.trainer.search.TableSpec;
import dev.eddy.trainer.search.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares variations of an experiment. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description =
                "Fit variations of an experiment from several seeds and print mean and deviation of their metrics "
                        + "as a Markdown table. What is in the folder already is not fitted again.")
final class TableCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TABLE.yaml", description = "The experiment, its variations, seeds and metrics.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that holds one folder per data set; else EDDY_DATA, else as the experiment says.")
    private Optional<Path> data;

    @Option(names = "--out", paramLabel = "DIR", description = "Keeps all fits; by default <table>-fits here.")
    private Optional<Path> out;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1", description = "Fits at a time, each a process.")
    private int jobs;

    @Override
    public Integer call() throws IOException {
        TableSpec spec = TableSpec.read(file);
        Experiment experiment = Experiment.read(spec.experiment());
        Path folder = experiment.folder(data, System.getenv()).toAbsolutePath();
        ExperimentTree tree = ExperimentTree.read(spec.experiment()).in(folder);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        Table table = new Table(spec, tree, out.orElse(Path.of(name + "-fits")).toAbsolutePath(), System.out);
        Map<String, List<Result>> results = table.run(new Trials(Program.command(), List.of(), jobs));
        System.out.println();
        table.lines(results).forEach(System.out::println);
        return 0;
    }
}
