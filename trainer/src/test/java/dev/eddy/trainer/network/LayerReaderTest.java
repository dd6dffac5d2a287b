package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.trainer.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerReaderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryFieldOfCells() throws IOException {
        assertThat(read("""
                        - recurrent: {hidden: 4}
                        - recurrent: {cell: elman, function: relu, hidden: 5, layers: 2}
                        - recurrent: {cell: gru, hidden: 6, context: window, bidirectional: true}
                        """))
                .containsExactly(
                        new Recurrent(Cell.LSTM, 4, 1),
                        new Recurrent(Cell.ELMAN, Cell.Function.RELU, 5, 2, Context.CARRIED, false),
                        new Recurrent(Cell.GRU, Cell.Function.TANH, 6, 1, Context.WINDOW, true));
    }

    @Test
    void shouldRefuseAFunctionForCellsThatHaveTheirOwn() {
        assertThatThrownBy(() -> read("- recurrent: {cell: gru, function: relu, hidden: 4}"))
                .hasMessageContaining(
                        "network[0].recurrent.function is for cell: elman but the cell is gru, which has its own"
                                + " functions; leave it out");
    }

    @Test
    void shouldReadBranchesWithTheirChannels() throws IOException {
        assertThat(read("""
                        - fusion:
                            branches:
                              - - conv1d: {filters: 4, kernel: 3, groups: 2, bias: false}
                                - pool1d: {size: 2, kind: avg}
                              - []
                            channels: [[0, 1], []]
                            join: sum
                        """))
                .containsExactly(new Fusion(
                        List.of(
                                new Branch(
                                        List.of(0, 1),
                                        List.of(
                                                new Conv1d(4, 3, Context.CARRIED, 2, false),
                                                new Pool1d(2, Pooling.AVG))),
                                new Branch(List.of(), List.of())),
                        Fusion.Join.SUM));
    }

    @Test
    void shouldReadGridsCodesAttentionAndSpectra() throws IOException {
        assertThat(read("""
                        - resample: {from: 44100, to: 8000}
                        - spectrogram: {frame: 200, hop: 80, fft: 256}
                        - reshape: {rows: 4}
                        - conv2d: {filters: 8, kernel: [3, 5], context: window}
                        - pool2d: {size: [2, 1], kind: avg}
                        - flatten: {}
                        - reshape: {rows: 28, columns: 28}
                        - embedding: {size: 100, units: 16}
                        - attention: {heads: 2, size: 8, last: 32}
                        """))
                .containsExactly(
                        new Resample(44100, 8000),
                        new Spectrogram(new Framing(200, 80, 256)),
                        new Reshape(4, 1),
                        new Conv2d(8, new Size2d(3, 5), Context.WINDOW),
                        new Pool2d(new Size2d(2, 1), Pooling.AVG),
                        new Flatten(),
                        new Reshape(28, 28),
                        new Embedding(100, 16),
                        new Attention(2, 8, 32));
    }

    @Test
    void shouldRefuseSizesThatAreNoPairs() {
        assertThatThrownBy(() -> read("- pool2d: {size: [2]}\n- conv2d: {filters: 2, kernel: 3}"))
                .hasMessageContaining(
                        "network[0].pool2d.size must be [rows, time], or [rows, columns] of pictures, but has 1")
                .hasMessageContaining("network[1].conv2d.kernel must be a list but was 3");
    }

    @Test
    void shouldNameThePlaceOfWhatIsWrongInABranch() {
        assertThatThrownBy(() -> read("- fusion: {branches: [[], [dense: {units: 0}], 3], channels: [[x]]}"))
                .hasMessageContaining("network[0].fusion.branches[1][0].dense.units must be a whole number")
                .hasMessageContaining("network[0].fusion.branches[2] must be a list but was 3")
                .hasMessageContaining(
                        "network[0].fusion.channels[0][0] must be a whole number in 0..65536 but was \"x\"")
                .hasMessageContaining("network[0].fusion.channels must have one list per branch, 3, but has 1");
    }

    private List<LayerSpec> read(String layers) throws IOException {
        Path file = Files.writeString(folder.resolve("experiment.yaml"), "network:\n" + layers);
        return YamlFile.read(file, fields -> LayerReader.read(fields.list("network")));
    }
}
