package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a row is the same to the bit whoever is scored beside it. */
class CompanyTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "LSTM, CARRIED, 4",
        "GRU, CARRIED, 4",
        "ELMAN, CARRIED, 4",
        "LSTM, WINDOW, 4",
        "GRU, WINDOW, 4",
        "ELMAN, WINDOW, 4",
        "ELMAN, CARRIED, 1",
        "ELMAN, CARRIED, 7"
    })
    void shouldNotDependOnWhoIsBesideIt(Cell cell, Context context, long seed) throws IOException {
        Recurrent recurrent = new Recurrent(cell, Cell.Function.TANH, 24, 2, context, false);
        List<LayerSpec> layers = List.of(
                new Normalize(), recurrent, new Readout(Readout.Take.LAST), new Decoder(cell, 16, Trial.LABELS, 1));
        Trial trial = Trial.of(new SignalSpec(3, 10), 8, layers, seed);
        Network network = trial.fitted();
        ModelFile file = trial.file(network);
        Path place = folder.resolve("any.onnx");
        file.write(place, trial.proof(network));
        List<Proof.Case> single =
                trial.runs().stream().map(run -> first(network, run)).toList();

        Proof alone = new Proof(single).answeredBy(place, file.manifest(), Precision.FP32);

        assertThat(alone.check(place, file.manifest()).get(0)).contains("largest difference 0.0 (nowhere)");
    }

    private static Proof.Case first(Network network, Steps run) {
        Steps step = run.slice(0, 1);
        return new Proof.Case(run.key(), 1, step.values(), Trial.raw(network, step));
    }
}
