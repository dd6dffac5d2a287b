package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {

    @TempDir
    private Path folder;

    /** Rounded weights cannot pass the proof; how far they are off is said in its message. */
    @ParameterizedTest
    @CsvSource({"FP16, 0.55, 2e-5, 5e-3", "HALF, 0.55, 2e-5, 5e-3", "INT8, 0.35, 2e-4, 1e-1"})
    void shouldTradeSizeForDifference(Precision precision, double size, double least, double most) throws IOException {
        Trial trial = Trial.of(new SignalSpec(1, 8000), 320, layers(), 5);
        Network network = trial.fitted();
        ModelFile exact = trial.file(network);

        ModelFile rounded = new ModelFile(precision.of(exact.bytes()), exact.manifest());

        assertThat(rounded.bytes().length).isLessThan((int) (size * exact.bytes().length));
        assertThat(largestDifference(rounded, trial.proof(network))).isBetween(least, most);
    }

    /** Its own answers are the truth here: one by one, in company, step after step. */
    @ParameterizedTest
    @CsvSource({"FP16", "HALF", "INT8"})
    void shouldNotLetAPredictionDependOnItsCompany(Precision precision) throws IOException {
        Trial trial = Trial.of(new SignalSpec(1, 8000), 320, layers(), 6);
        Network network = trial.fitted();
        ModelFile exact = trial.file(network);
        Path place = Files.write(folder.resolve("rounded.onnx"), precision.of(exact.bytes()));

        Proof itself = trial.proof(network).answeredBy(place, exact.manifest(), precision);

        assertThat(itself.check(place, exact.manifest())).hasSize(5);
    }

    /** Whatever the layers, with all kinds of states: what 16 bits cannot hold stays as it is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void shouldComputeAnyNetworkInHalf(int seed) throws IOException {
        for (Trial trial : List.of(AnyNetwork.ofSensors(seed), AnyNetwork.ofSound(seed), AnyNetwork.ofPictures(seed))) {
            Network network = trial.fitted();
            ModelFile exact = trial.file(network);
            ModelFile half = new ModelFile(Precision.HALF.of(exact.bytes()), exact.manifest());

            assertThat(largestDifference(half, trial.proof(network))).isBetween(1e-5, 2e-2);
        }
    }

    private static List<LayerSpec> layers() {
        return List.of(
                new Normalize(),
                new Conv1d(16, 5, Context.CARRIED),
                new Activation(Activation.Function.RELU),
                new Recurrent(Cell.LSTM, 96, 1),
                new Readout(Readout.Take.LAST),
                new Dense(64),
                new Activation(Activation.Function.TANH),
                new Dense(Trial.LABELS));
    }

    private double largestDifference(ModelFile file, Proof proof) {
        Pattern pattern = Pattern.compile("largest difference (\\S+)");
        double[] largest = {0};
        assertThatThrownBy(() -> file.write(folder.resolve("rounded.onnx"), proof))
                .isInstanceOf(ProofException.class)
                .satisfies(problem -> {
                    Matcher matcher = pattern.matcher(problem.getMessage());
                    while (matcher.find()) {
                        largest[0] = Math.max(largest[0], Double.parseDouble(matcher.group(1)));
                    }
                });
        return largest[0];
    }
}
