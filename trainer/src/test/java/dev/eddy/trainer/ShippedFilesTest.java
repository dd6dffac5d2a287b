package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.search.ExperimentTree;
import dev.eddy.trainer.search.TableSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment and every example can be read and built, whether its data is at hand or not. */
class ShippedFilesTest {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    /** What data that has to be downloaded is like. */
    private static final Map<String, DataSet> LIKE = Map.of(
            "etth1", like("etth1", new SignalSpec(7, 1 / 3600.0), 0),
            "etth1-best", like("etth1", new SignalSpec(7, 1 / 3600.0), 0),
            "etth1-oil-best", like("etth1", new SignalSpec(1, 1 / 3600.0), 0),
            "fsdd", like("fsdd", new SignalSpec(1, 8000), 10),
            "fsdd-carried", like("fsdd", new SignalSpec(1, 8000), 10),
            "fsdd-speaker-best", like("fsdd", new SignalSpec(1, 8000), 10),
            "uci-har-mask", like("uci-har", new SignalSpec(9, 50), 6),
            "uci-har", like("uci-har", new SignalSpec(9, 50), 6),
            "uci-har-best", like("uci-har", new SignalSpec(9, 50), 6));

    static List<Path> files() throws IOException {
        try (Stream<Path> examples = Files.list(ROOT.resolve("trainer/examples"));
                Stream<Path> experiments = Files.list(ROOT.resolve("trainer/experiments"))) {
            return Stream.concat(examples, experiments)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldBeBuilt(Path file) throws IOException {
        Experiment experiment = Experiment.read(file);
        DataSet data = LIKE.containsKey(experiment.name())
                ? LIKE.get(experiment.name())
                : experiment.data().source().load(file);

        Model model = new Fitting(experiment, data, new PrintStream(PrintStream.nullOutputStream()), false).build();

        assertThat(file.getFileName()).hasToString(experiment.name() + ".yaml");
        assertThat(model.network().size()).isPositive();
        assertThat(experiment.test()).isNotEmpty();
    }

    static Stream<Arguments> rows() throws IOException {
        try (Stream<Path> tables = Files.list(ROOT.resolve("trainer/results"))) {
            return tables.toList().stream().flatMap(table -> TableSpec.read(table).rows().keySet().stream()
                    .map(row -> Arguments.of(table, row)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldBeBuiltAsTheRowOfATable(Path table, String row, @TempDir Path folder) throws IOException {
        TableSpec spec = TableSpec.read(table);
        ExperimentTree tree = spec.vary(ExperimentTree.read(spec.experiment()), row, Map.of());
        Path file = folder.resolve("row.yaml");
        tree.write(file);
        Experiment experiment = Experiment.read(file);
        DataSet all = Objects.requireNonNull(LIKE.get(experiment.name()));
        int channels = tree.root().at("/data/channels").size();
        DataSet data = channels == 0
                ? all
                : like(experiment.name(), new SignalSpec(channels, all.signal().sampleRate()), 0);

        Model model = new Fitting(experiment, data, new PrintStream(PrintStream.nullOutputStream()), false).build();

        assertThat(model.network().size()).isPositive();
        assertThat(spec.metrics()).allMatch(metric -> experiment.test().containsKey(metric.split("\\.", -1)[0]));
    }

    private static DataSet like(String name, SignalSpec signal, int labels) {
        List<String> channels = names("channel", signal.channels());
        return new DataSet(name, signal, channels, names("label", labels), List.of(), false, List.of());
    }

    private static List<String> names(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + i).toList();
    }
}
