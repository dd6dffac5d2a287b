package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.export.CudaKernels;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.ProofException;
import dev.eddy.trainer.export.StreamGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported computes what was fitted, for whole families of networks. */
class ExportTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void shouldExportAnyNetworkAsItIs(int seed) throws IOException {
        assertThat(AnyNetwork.ofSensors(seed).proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldExportAnyNetworkOfSoundAsItIs(int seed) throws IOException {
        assertThat(AnyNetwork.ofSound(seed).proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldExportAnyNetworkOfCodesAsItIs(int seed) throws IOException {
        assertThat(AnyNetwork.ofCodes(seed).proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void shouldExportAnyNetworkOfPicturesAsItIs(int seed) throws IOException {
        assertThat(AnyNetwork.ofPictures(seed).proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void shouldExportEveryCellAsItIs(Cell cell) throws IOException {
        for (Cell.Function function : Cell.Function.values()) {
            assertThat(sensors(
                                    new Recurrent(cell, function, 5, 2, Context.CARRIED, false),
                                    new Recurrent(cell, function, 4, 2, Context.WINDOW, true),
                                    new Recurrent(cell, function, 3, 1, Context.WINDOW, false),
                                    new Readout(Readout.Take.LAST),
                                    new Dense(Trial.LABELS))
                            .proven(folder))
                    .hasSize(5);
        }
    }

    /** All that a new layer is, as the README says; its name would be one line in {@link LayerReader}. */
    private record Swish() implements LayerSpec {

        @Override
        public boolean perFrame() {
            return true;
        }

        @Override
        public Layer build(Place place) {
            return new Layer() {
                @Override
                public Tensor forward(Tensor x, Pass pass) {
                    return x.mul(torch.sigmoid(x));
                }

                @Override
                public String export(StreamGraph graph, String x) {
                    return graph.nodes().op("Mul", List.of(x, graph.nodes().op("Sigmoid", List.of(x))));
                }
            };
        }
    }

    @Test
    void shouldExportALayerOfOnesOwn() throws IOException {
        Trial trial = sensors(
                new Conv1d(4, 3, Context.CARRIED),
                new Swish(),
                new Readout(Readout.Take.LAST),
                new Swish(),
                new Dense(Trial.LABELS));

        assertThat(trial.proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void shouldWriteNothingThatAGpuLeavesToTheProcessorButOneCell(int seed) {
        for (Trial trial : List.of(AnyNetwork.ofSensors(seed), AnyNetwork.ofPictures(seed))) {
            assertThat(refused(trial)).isSubsetOf("RNN with other functions");
        }
    }

    @Test
    void shouldKnowWhichCellAGpuLeavesToTheProcessor() {
        for (Cell cell : Cell.values()) {
            for (Cell.Function function : Cell.Function.values()) {
                boolean other = cell == Cell.ELMAN && function == Cell.Function.RELU;
                Trial trial = sensors(
                        new Recurrent(cell, function, 4, 1, Context.CARRIED, false),
                        new Readout(Readout.Take.LAST),
                        new Dense(Trial.LABELS));

                assertThat(refused(trial)).isEqualTo(other ? List.of("RNN with other functions") : List.of());
            }
        }
    }

    private static List<String> refused(Trial trial) {
        return CudaKernels.refused(trial.file(trial.fitted()).bytes());
    }

    @Test
    void shouldExportAudioFeaturesAsTheyAre() throws IOException {
        List<LayerSpec> layers = List.of(
                new LogMel(new Framing(200, 80, 256), 12, 20),
                new Normalize(),
                new MaskBand(3),
                new Conv1d(8, 3, Context.CARRIED),
                new Recurrent(Cell.LSTM, 6, 1),
                new Readout(Readout.Take.LAST),
                new Dense(Trial.LABELS));
        Trial trial = Trial.of(new SignalSpec(1, 8000), 320, layers, 5);
        Network network = trial.fitted();

        ModelFile file = trial.file(network);

        assertThat(file.write(folder.resolve("audio.onnx"), trial.proof(network)))
                .hasSize(5);
        assertThat(file.manifest().states())
                .extracting(StateSpec::shape)
                .containsExactly(List.of(1, 120), List.of(12, 2), List.of(1, 6), List.of(1, 6));
    }

    @Test
    void shouldStartTheGreatestOfAllFramesBelowAllFrames() {
        Trial trial = sensors(new Readout(Readout.Take.MAX), new Dense(Trial.LABELS));

        ModelManifest manifest = trial.file(trial.fitted()).manifest();

        assertThat(manifest.initialState()).containsExactly(-Float.MAX_VALUE, -Float.MAX_VALUE);
        assertThat(ManifestJson.read(ManifestJson.write(manifest)).states()).isEqualTo(manifest.states());
    }

    @Test
    void shouldCarryNothingWhereEveryStepStandsAlone() {
        Trial trial = sensors(
                new Conv1d(4, 3, Context.WINDOW),
                new Recurrent(Cell.GRU, Cell.Function.TANH, 4, 2, Context.WINDOW, true),
                new Attention(1, 2, 1),
                new Readout(Readout.Take.LAST),
                new Dense(Trial.LABELS));

        assertThat(trial.file(trial.fitted()).manifest().states()).isEmpty();
    }

    @Test
    void shouldNotLeaveAFileThatDoesNotDoWhatTheNetworkDoes() {
        Trial trial = AnyNetwork.ofSensors(1);
        NetworkSpec spec = trial.spec();
        ModelFile file = trial.file(trial.fitted());
        Proof proof = trial.proof(new Network(new NetworkSpec(spec.signal(), spec.samples(), spec.layers(), 99)));

        assertThatThrownBy(() -> file.write(folder.resolve("wrong.onnx"), proof))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining(
                        "must agree with the network within 1.0E-5, its hidden state within 1.0E-5, but does not")
                .hasMessageContaining("largest difference")
                .hasMessageContaining("run-");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldReplaceTheOldFileOnlyByAProvenOne() throws IOException {
        Trial trial = AnyNetwork.ofSensors(2);
        Network network = trial.fitted();
        Path place = Files.writeString(folder.resolve("model.onnx"), "old");

        trial.file(network).write(place, trial.proof(network));

        assertThat(folder).isDirectoryContaining(file -> file.endsWith("model.onnx"));
        assertThat(place).binaryContent().isEqualTo(trial.file(network).bytes());
    }

    private static Trial sensors(LayerSpec... layers) {
        return Trial.of(new SignalSpec(2, 50), 16, List.of(layers), 3);
    }
}
