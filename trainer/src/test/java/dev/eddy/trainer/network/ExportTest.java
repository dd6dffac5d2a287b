package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.ProofException;
import dev.eddy.trainer.export.StreamGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported computes what was fitted, for whole families of networks. */
class ExportTest {

    private static final int LABELS = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void shouldExportAnyNetworkAsItIs(int seed) throws IOException {
        NetworkSpec spec = anySensorNetwork(new SplittableRandom(seed), seed);
        List<Steps> runs = runs(spec, seed);

        assertThat(file(fitted(spec, runs), spec).write(folder.resolve("any.onnx"), proof(fitted(spec, runs), runs)))
                .hasSize(4);
    }

    @Test
    void shouldExportAudioFeaturesAsTheyAre() throws IOException {
        List<LayerSpec> layers = List.of(
                new LogMel(200, 80, 256, 12, 20),
                new Normalize(),
                new MaskBand(3),
                new Conv1d(8, 3, Conv1d.Context.CARRIED),
                new Recurrent(Cell.LSTM, 6, 1),
                new Readout(Readout.Take.LAST),
                new Dense(LABELS));
        NetworkSpec spec = new NetworkSpec(new SignalSpec(1, 8000), 320, layers, 5);
        List<Steps> runs = runs(spec, 5);
        Network network = fitted(spec, runs);

        ModelFile file = file(network, spec);

        assertThat(file.write(folder.resolve("audio.onnx"), proof(network, runs)))
                .hasSize(4);
        assertThat(file.manifest().states())
                .extracting(StateSpec::shape)
                .containsExactly(List.of(1, 120), List.of(12, 2), List.of(1, 6), List.of(1, 6));
    }

    @Test
    void shouldNotLeaveAFileThatDoesNotDoWhatTheNetworkDoes() {
        NetworkSpec spec = anySensorNetwork(new SplittableRandom(1), 1);
        List<Steps> runs = runs(spec, 1);
        Network network = fitted(spec, runs);
        ModelFile file = file(network, spec);
        Proof proof = proof(new Network(new NetworkSpec(spec.signal(), spec.samples(), spec.layers(), 99)), runs);

        assertThatThrownBy(() -> file.write(folder.resolve("wrong.onnx"), proof))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining("must agree with the network within 1.0E-5 but does not")
                .hasMessageContaining("largest difference")
                .hasMessageContaining("run-");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldReplaceTheOldFileOnlyByAProvenOne() throws IOException {
        NetworkSpec spec = anySensorNetwork(new SplittableRandom(2), 2);
        List<Steps> runs = runs(spec, 2);
        Network network = fitted(spec, runs);
        Path place = Files.writeString(folder.resolve("model.onnx"), "old");

        file(network, spec).write(place, proof(network, runs));

        assertThat(folder).isDirectoryContaining(file -> file.endsWith("model.onnx"));
        assertThat(place).binaryContent().isEqualTo(file(network, spec).bytes());
    }

    private static NetworkSpec anySensorNetwork(SplittableRandom random, long seed) {
        List<LayerSpec> layers = new ArrayList<>(List.of(new Normalize(), new Noise(0.1)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            Conv1d.Context context = random.nextBoolean() ? Conv1d.Context.CARRIED : Conv1d.Context.WINDOW;
            layers.add(new Conv1d(4 + random.nextInt(5), 1 + random.nextInt(5), context));
            layers.add(new BatchNorm());
            layers.add(new Activation(random.nextBoolean() ? Activation.Function.RELU : Activation.Function.TANH));
            layers.add(new Pool1d(1 + random.nextInt(2)));
        }
        layers.add(new Recurrent(random.nextBoolean() ? Cell.LSTM : Cell.GRU, 5, 1 + random.nextInt(2)));
        layers.add(new Readout(random.nextBoolean() ? Readout.Take.MEAN : Readout.Take.LAST));
        layers.add(new Dropout(0.3));
        layers.add(new Dense(LABELS));
        return new NetworkSpec(new SignalSpec(2, 50), 16, layers, seed);
    }

    /** A network whose constants and running statistics have seen data. */
    private static Network fitted(NetworkSpec spec, List<Steps> runs) {
        Network network = new Network(spec);
        network.observe(runs);
        network.train(true);
        Steps first = runs.get(0);
        float[] features = network.features(first);
        Scope.evaluating(() -> {
            int channels = network.featureShape().channels();
            Tensor row = Tensor.create(features, 1, channels, features.length / channels);
            return network.raw(row, new long[] {0}).numel();
        });
        network.train(false);
        return network;
    }

    private static List<Steps> runs(NetworkSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.of(7, 1, 4, 2, 5)
                .mapToObj(steps -> {
                    int size = steps * spec.samples() * spec.signal().channels();
                    float[] values = new float[size];
                    IntStream.range(0, size).forEach(i -> values[i] = (float) (random.nextDouble() - 0.4));
                    return Steps.labelled("run-" + steps, "group", values, new int[steps]);
                })
                .toList();
    }

    private static Proof proof(Network network, List<Steps> runs) {
        return new Proof(runs.stream()
                .map(run -> new Proof.Case(run.key(), run.count(), run.values(), raw(network, run)))
                .toList());
    }

    /** The last values {@code [step][value]} of every step. */
    private static float[] raw(Network network, Steps run) {
        network.train(false);
        return Scope.evaluating(
                () -> Tensors.floats(network.raw(network.signal(run)).transpose(1, 2)));
    }

    private static ModelFile file(Network network, NetworkSpec spec) {
        StreamGraph graph = new StreamGraph("any", spec.samples(), spec.signal().channels());
        String scores = graph.nodes().op("Transpose", List.of(network.export(graph)), Attribute.ofAll("perm", 0, 2, 1));
        OutputSpec output = new OutputSpec("scores", OutputSpec.Kind.RAW, List.of(LABELS), List.of(), List.of());
        ModelManifest manifest = new ModelManifest(
                "any",
                "1",
                spec.signal(),
                WindowSpec.tumbling(spec.samples()),
                new InputSpec(StreamGraph.SIGNAL, List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                graph.states(),
                StreamGraph.LENGTHS,
                List.of(),
                List.of(output),
                null);
        return new ModelFile(graph.finish(List.of(scores), manifest), manifest);
    }
}
