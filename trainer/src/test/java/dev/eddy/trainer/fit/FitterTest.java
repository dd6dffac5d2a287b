package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.network.LayerReader;
import dev.eddy.trainer.network.LayerSpec;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import dev.eddy.trainer.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitterTest {

    private static final Evaluation EVERY_STEP = new Evaluation(new Scoring(Scoring.Which.EVERY, 0), 2);
    private static final FitSpec SPEC = new FitSpec(30, 8, 0.05, 0, 5, 0, 1000);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    @Test
    void shouldLearnWhetherTheSignalIsPositive() throws IOException {
        List<Steps> runs = runs(40);
        Network network = network();

        fit(network, runs, SPEC);

        assertThat(EVERY_STEP.of(network, Example.of(runs, network)).accuracy()).isGreaterThan(0.95);
        assertThat(report.toString(StandardCharsets.UTF_8)).contains("epoch 1/30: loss ", "epoch 30/30: loss ");
    }

    @Test
    void shouldFitTheSameWeightsFromTheSameSeed() throws IOException {
        List<Steps> runs = runs(20);
        Network first = network();
        Network second = network();

        fit(first, runs, SPEC);
        fit(second, runs, SPEC);

        assertThat(first.scores(runs.get(0))).isEqualTo(second.scores(runs.get(0)));
    }

    @Test
    void shouldKeepTheBestEpochAndStopWhenNoneIsBetter() throws IOException {
        List<Steps> runs = runs(40);
        Network network = network();
        FitSpec patient = new FitSpec(100, 8, 0.05, 0, 5, 0.2, 20);
        Fitter fitter = new Fitter(network, patient, EVERY_STEP, 1);
        List<Example> examples = Example.of(runs, network);

        fitter.fit(examples.subList(0, 30), examples.subList(30, 40), progress());

        String last = report.toString(StandardCharsets.UTF_8).lines().reduce("", (a, b) -> b);
        assertThat(last).contains("validation accuracy").doesNotContain("epoch 100/100");
        assertThat(EVERY_STEP.of(network, examples.subList(30, 40)).accuracy()).isGreaterThan(0.9);
    }

    @Test
    void shouldFailClearlyWhenTheLossIsNotANumber() throws IOException {
        List<Steps> runs = List.of(new Steps("bad", "group", new float[] {Float.NaN, 1, 1, 1}, new int[] {0}));

        assertThatThrownBy(() -> fit(network(), runs, SPEC))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("the loss became NaN at update 0; lower fit.rate (0.05)");
    }

    private void fit(Network network, List<Steps> runs, FitSpec spec) {
        new Fitter(network, spec, EVERY_STEP, 1).fit(Example.of(runs, network), List.of(), progress());
    }

    private Progress progress() {
        return Progress.lines(new PrintStream(report, true, StandardCharsets.UTF_8));
    }

    private Network network() throws IOException {
        Path file = Files.writeString(
                folder.resolve("network.yaml"),
                "network: [recurrent: {cell: gru, hidden: 8}, readout: {}, dense: {units: 2}]");
        List<LayerSpec> layers = YamlFile.read(file, (Fields fields) -> LayerReader.read(fields.list("network")));
        return new Network(new NetworkSpec(new SignalSpec(1, 10), 4, layers, 3));
    }

    /** Steps of four equal samples; the label says whether they are positive. */
    private static List<Steps> runs(int count) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, count)
                .mapToObj(run -> {
                    int steps = 1 + run % 3;
                    float[] values = new float[steps * 4];
                    int[] labels = new int[steps];
                    for (int i = 0; i < steps; i++) {
                        float value = (float) (random.nextDouble() - 0.5);
                        java.util.Arrays.fill(values, i * 4, i * 4 + 4, value);
                        labels[i] = value > 0 ? 1 : 0;
                    }
                    return new Steps("run" + run, "group", values, labels);
                })
                .toList();
    }
}
