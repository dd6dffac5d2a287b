package dev.eddy.trainer.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.data.Cutter;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelTrack;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.data.Split;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Scoring;
import dev.eddy.trainer.fit.StoredExamples;
import dev.eddy.trainer.network.LayerReader;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is made of a network's last values, the exported graph makes the same. */
class HeadExportTest {

    private static final SignalSpec SIGNAL = new SignalSpec(2, 50);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            classification: {smoothing: 0.1, weights: balanced} | 2  | CLASSIFICATION
            binary: {weights: balanced}                         | 1  | CLASSIFICATION
            regression: {}                                      | 1  | REGRESSION
            regression: {coverage: 0.8}                         | 1  | REGRESSION
            forecast: {ahead: 3, coverage: 0.8}                 | 6  | FORECAST
            forecast: {ahead: 5, from: mean}                    | 10 | FORECAST
            anomaly: {decay: 0.9}                               | 16 | ANOMALY
            """)
    void shouldExportAnyHeadAsItIs(String head, int width, OutputSpec.Kind kind) throws IOException {
        DataSet data = data();
        Model model = model(head, width, data);
        List<Steps> runs = data.part(Split.TRAIN)
                .flatMap(one ->
                        Cutter.cut(one, WindowSpec.tumbling(8), model.head().truth()).stream())
                .toList();
        model.observe(runs);
        Evaluation every = new Evaluation(new Scoring(Scoring.Which.EVERY, 0));
        model.head().calibrate(every.answers(model, new StoredExamples(runs, model, Long.MAX_VALUE)));

        ModelFile file = file(model);

        assertThat(file.write(folder.resolve("head.onnx"), proof(model, runs))).hasSize(5);
        assertThat(file.manifest().outputs()).allMatch(output -> output.kind() == kind);
        assertThat(every.of(model, new StoredExamples(runs, model, Long.MAX_VALUE))
                        .metrics())
                .isNotEmpty();
    }

    private Model model(String head, int width, DataSet data) throws IOException {
        Path yaml = Files.writeString(folder.resolve("head.yaml"), """
                head: {%s}
                network: [normalize: {}, recurrent: {cell: gru, hidden: 5}, readout: {}, dense: {units: %d}]
                """.formatted(head, width));
        return YamlFile.read(yaml, fields -> {
            NetworkSpec network = new NetworkSpec(SIGNAL, 8, LayerReader.read(fields.list("network")), 7);
            Problems problems = new Problems("head.yaml");
            Head built = fields.object("head").read(HeadSpec::read).build(data, WindowSpec.tumbling(8), problems);
            network.check(built.width(), problems);
            problems.throwIfAny();
            return new Model(new Network(network), built);
        });
    }

    private static DataSet data() {
        SplittableRandom random = new SplittableRandom(3);
        List<Entry> entries = IntStream.of(70, 40, 9, 57)
                .mapToObj(length -> {
                    float[] values = new float[length * 2];
                    float[] targets = new float[length];
                    IntStream.range(0, values.length).forEach(i -> values[i] = (float) (3 + random.nextDouble()));
                    IntStream.range(0, length).forEach(i -> targets[i] = 100 * values[2 * i]);
                    int[] labels =
                            IntStream.range(0, length).map(i -> i / 9 % 2).toArray();
                    Recording recording = new Recording("run-" + length, 0, SIGNAL, values);
                    return Entry.of(
                            new LabelledRecording(recording, Split.TRAIN, "one", LabelTrack.of(labels), targets));
                })
                .toList();
        return new DataSet("made", SIGNAL, List.of("x", "y"), List.of("low", "high"), List.of("speed"), false, entries);
    }

    private static Proof proof(Model model, List<Steps> runs) {
        return new Proof(runs.stream()
                .map(run -> new Proof.Case(run.key(), run.count(), run.values(), model.answer(run)))
                .toList());
    }

    private static ModelFile file(Model model) {
        StreamGraph graph = new StreamGraph("head", 8, 2);
        List<String> answers = model.export(graph);
        ModelManifest manifest = new ModelManifest(
                "head",
                "1",
                SIGNAL,
                WindowSpec.tumbling(8),
                new InputSpec(StreamGraph.SIGNAL, List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                graph.states(),
                StreamGraph.LENGTHS,
                List.of(),
                model.head().outputs(),
                null);
        return new ModelFile(graph.finish(answers, manifest), manifest);
    }
}
