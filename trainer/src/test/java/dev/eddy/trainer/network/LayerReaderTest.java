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

    private List<LayerSpec> read(String layers) throws IOException {
        Path file = Files.writeString(folder.resolve("experiment.yaml"), "network:\n" + layers);
        return YamlFile.read(file, fields -> LayerReader.read(fields.list("network")));
    }
}
