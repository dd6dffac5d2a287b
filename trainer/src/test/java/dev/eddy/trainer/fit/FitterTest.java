package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.augment.Augmentations;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.HeadSpec;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.network.LayerReader;
import dev.eddy.trainer.network.LayerSpec;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import dev.eddy.trainer.report.EpochReport;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FitterTest {

    private static final Evaluation EVERY_STEP = new Evaluation(new Scoring(Scoring.Which.EVERY, 0));
    private static final SignalSpec SIGNAL = new SignalSpec(1, 10);
    private static final FitSpec SPEC = spec(30, 0, 1000);

    private static final Examples NOTHING = new Listed(List.of());

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    @Test
    void shouldLearnWhetherTheSignalIsPositive() throws IOException {
        List<Steps> runs = runs(40);
        Model model = model();

        fit(model, runs, SPEC);

        assertThat(EVERY_STEP.of(model, examples(runs, model)).merit()).isGreaterThan(0.95);
        assertThat(report.toString(StandardCharsets.UTF_8)).contains("epoch 1/30: loss ", "epoch 30/30: loss ");
    }

    @Test
    void shouldFitTheSameWeightsFromTheSameSeed() throws IOException {
        List<Steps> runs = runs(20);
        Model first = model();
        Model second = model();

        fit(first, runs, SPEC);
        fit(second, runs, SPEC);

        assertThat(first.answer(runs.get(0))).isEqualTo(second.answer(runs.get(0)));
    }

    @Test
    void shouldKeepTheBestEpochAndStopWhenNoneIsBetter() throws IOException {
        List<Steps> runs = runs(40);
        Model model = model();
        FitSpec patient = spec(100, 0.2, 20);
        Fitter fitter = new Fitter(model, patient, EVERY_STEP, 1);
        Examples held = examples(runs.subList(30, 40), model);

        Parts parts = new Parts(examples(runs.subList(0, 30), model), held);
        fitter.fit(parts, progress(), Leg.WHOLE);

        String last = report.toString(StandardCharsets.UTF_8).lines().reduce("", (a, b) -> b);
        assertThat(last).contains("validation accuracy").doesNotContain("epoch 100/100");
        assertThat(EVERY_STEP.of(model, held).merit()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @EnumSource(OptimizerSpec.Kind.class)
    void shouldContinueFromACheckpointAsIfNothingHadHappened(OptimizerSpec.Kind kind) throws IOException {
        OptimizerSpec optimizer = new OptimizerSpec(kind, 0.02, 0.9, 1e-3, 1e-4, 5);
        FitSpec spec = new FitSpec(
                8, new Batches(8, true, 0), optimizer, new Plateau(0.5, 1), new Stopping(0.2, 1000), Long.MAX_VALUE);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"), new Origin(Map.of("seed", "1")));
        Model whole = model();
        Model first = model();
        Model second = model();

        List<EpochReport> reports = fit(whole, spec, Leg.WHOLE);
        fit(first, spec, new Leg(Optional.of(checkpoint), 3));
        assertThat(checkpoint.epochs()).isEqualTo(3);
        List<EpochReport> continued = fit(second, spec, Leg.whole(checkpoint));

        assertThat(second.answer(runs(1).get(0))).isEqualTo(whole.answer(runs(1).get(0)));
        assertThat(continued).extracting(EpochReport::loss).isEqualTo(losses(reports));
        assertThat(continued)
                .extracting(EpochReport::rate)
                .isEqualTo(reports.stream().map(EpochReport::rate).toList());
    }

    @Test
    void shouldRefuseACheckpointOfAnotherFit() throws IOException {
        Path file = folder.resolve("checkpoint");
        Origin mine = new Origin(Map.of("data", "a", "seed", "1"));
        fit(model(), SPEC, new Leg(Optional.of(new Checkpoint(file, mine)), 1));
        Checkpoint other = new Checkpoint(file, new Origin(Map.of("data", "b", "seed", "1")));

        assertThatThrownBy(other::epochs)
                .isInstanceOf(FitException.class)
                .hasMessageContaining("is of another fit: it differs in [data]; give --restart");
    }

    @Test
    void shouldAugmentAnewInEveryEpoch() throws IOException {
        Path file = Files.writeString(folder.resolve("augment.yaml"), "augment: [jitter: {deviation: 1}]");
        Augmentations jitter = YamlFile.read(file, fields -> Augmentations.read(fields.list("augment")));
        Examples examples = new AugmentedExamples(runs(2), model(), WindowSpec.tumbling(4), jitter, 1);

        assertThat(examples.get(1, 1).features()).isEqualTo(examples.get(1, 1).features());
        assertThat(examples.get(1, 1).features())
                .isNotEqualTo(examples.get(1, 2).features());
        assertThat(examples.get(1, 1).aims()).isEqualTo(examples.get(1, 2).aims());
    }

    @Test
    void shouldFailClearlyWhenTheLossIsNotANumber() throws IOException {
        List<Steps> runs = List.of(Steps.labelled("bad", "group", new float[] {Float.NaN, 1, 1, 1}, new int[] {0}));

        assertThatThrownBy(() -> fit(model(), runs, SPEC))
                .isInstanceOf(FitException.class)
                .hasMessageContaining(
                        "the loss became NaN in epoch 1, batch 1 of 1, at learning rate 0.00200; lower fit.rate (0.05)");
    }

    private static Examples examples(List<Steps> runs, Model model) {
        return new StoredExamples(runs, model, Long.MAX_VALUE);
    }

    private void fit(Model model, List<Steps> runs, FitSpec spec) {
        new Fitter(model, spec, EVERY_STEP, 1).fit(new Parts(examples(runs, model), NOTHING), progress(), Leg.WHOLE);
    }

    private List<EpochReport> fit(Model model, FitSpec spec, Leg leg) {
        List<Steps> runs = runs(40);
        Parts parts = new Parts(examples(runs.subList(0, 30), model), examples(runs.subList(30, 40), model));
        return new Fitter(model, spec, EVERY_STEP, 1).fit(parts, progress(), leg);
    }

    private static List<Double> losses(List<EpochReport> reports) {
        return reports.stream().map(EpochReport::loss).toList();
    }

    private static FitSpec spec(int epochs, double validation, int patience) {
        return new FitSpec(
                epochs,
                new Batches(8, false, 0),
                new OptimizerSpec(OptimizerSpec.Kind.ADAM, 0.05, 0.9, 0, 0, 5),
                new OneCycle(),
                new Stopping(validation, patience),
                Long.MAX_VALUE);
    }

    private Progress progress() {
        return Progress.lines(new PrintStream(report, true, StandardCharsets.UTF_8), Merit.ACCURACY);
    }

    private Model model() throws IOException {
        Path file = Files.writeString(
                folder.resolve("network.yaml"),
                "network: [recurrent: {cell: gru, hidden: 8}, readout: {}, dense: {units: 2}]");
        List<LayerSpec> layers = YamlFile.read(file, (Fields fields) -> LayerReader.read(fields.list("network")));
        Network network = new Network(new NetworkSpec(SIGNAL, 4, layers, 3));
        DataSet data = new DataSet("signs", SIGNAL, List.of("x"), List.of("negative", "positive"), false, List.of());
        return new Model(network, HeadSpec.CLASSIFICATION.build(data, WindowSpec.tumbling(4), new Problems("test")));
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
                        Arrays.fill(values, i * 4, i * 4 + 4, value);
                        labels[i] = value > 0 ? 1 : 0;
                    }
                    return Steps.labelled("run" + run, "group", values, labels);
                })
                .toList();
    }
}
