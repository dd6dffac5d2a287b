package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void shouldBeUnrolledInTheGraph(Cell cell) throws IOException {
        List<LayerSpec> layers = List.of(
                new Recurrent(Cell.GRU, 5, 1),
                new Readout(Readout.Take.LAST),
                new Decoder(cell, 4, 6, 2),
                new Dense(Trial.LABELS));

        assertThat(Trial.of(new SignalSpec(2, 10), 8, layers, 3).proven(folder)).hasSize(5);
    }

    @Test
    void shouldContinueEachChannelFromItsOwnFrames() throws IOException {
        List<LayerSpec> layers = List.of(
                new Fusion(
                        List.of(
                                new Branch(List.of(), List.of(new Extrapolate(3))),
                                new Branch(
                                        List.of(),
                                        List.of(
                                                new Recurrent(Cell.GRU, 5, 1),
                                                new Readout(Readout.Take.LAST),
                                                new Dense(6)))),
                        Fusion.Join.SUM),
                new Dense(Trial.LABELS));

        assertThat(Trial.of(new SignalSpec(2, 10), 8, layers, 5).proven(folder)).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void shouldAnswerAnewFromTheLastFrameOfEachWindow(Cell cell) throws IOException {
        List<LayerSpec> layers = List.of(
                new Normalize(),
                new SubtractLast(),
                new Recurrent(cell, Cell.Function.RELU, 5, 1, Context.WINDOW, false),
                new Readout(Readout.Take.LAST),
                new Decoder(cell, 4, 3, 1));
        Trial trial = Trial.of(new SignalSpec(2, 10), 8, layers, 4);

        assertThat(trial.proven(folder)).hasSize(5);
        assertThat(trial.file(trial.fitted()).manifest().states()).isEmpty();
    }
}
