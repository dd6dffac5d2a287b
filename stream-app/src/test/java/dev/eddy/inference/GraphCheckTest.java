package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ManifestException;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCheckTest {

    private static final InputSpec INPUT = new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE));

    @Test
    void exampleUsage() {
        assertThatCode(() -> SmallModels.sum().open(SmallModels.sumManifest()).close())
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        SmallModels.lstm(1).open(SmallModels.lstmManifest()).close())
                .doesNotThrowAnyException();
    }

    @Test
    void shouldReportEveryDifferenceAtOnce() {
        Graph graph = new Graph()
                .input("x", -1, 3, 1)
                .integers("h", -1, 1)
                .input("stranger", -1)
                .node("Identity x -> y")
                .node("Identity h -> hN")
                .node("Identity stranger -> z")
                .output("y", -1, 3, 1)
                .output("z", -1);
        ModelManifest manifest = SmallModels.manifest(
                new SignalSpec(1, 10),
                INPUT,
                List.of(new StateSpec("h", "hN", List.of(1), 0, 0)),
                SmallModels.output(3));

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> graph.open(manifest))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                        .hasSize(6)
                        .anyMatch(it -> it.contains("against its graph cannot be used"))
                        .anyMatch(it -> it.contains("input.tensor x must have the shape [batch, 3] but the graph says"
                                + " [-1, 3, 1] (-1 = any)"))
                        .anyMatch(it -> it.contains("states.input h must be a tensor of FLOAT but is"))
                        .anyMatch(it -> it.contains("[stranger] are not; name them as states, lengths or constants"))
                        .anyMatch(it -> it.contains(
                                "states.output must name a tensor of the graph but was hN; the graph" + " has [y, z]"))
                        .anyMatch(it -> it.contains("outputs.tensor y must have the shape [batch, 3] but")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 64})
    void shouldRefuseAGraphWithAFixedBatch(long size) {
        Graph fixed = new Graph().input("x", size, 3).node("Identity x -> y").output("y", size, 3);

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> fixed.open(manifest(3)))
                .withMessageContaining("input.tensor x must have the shape [batch, 3] but the graph says [" + size)
                .withMessageContaining("outputs.tensor y must have the shape [batch, 3]");
    }

    @Test
    void shouldTellSizesFromTheBatch() {
        Graph graph = new Graph().input("x", -1, 3).node("Identity x -> y").output("y", -1, 3);

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> graph.open(manifest(17)))
                .withMessageContaining("outputs.tensor y must have the shape [batch, 17] but");
    }

    @Test
    void shouldAcceptSizesThatTheGraphLeavesOpen() {
        Graph open = new Graph().input("x", -1, -1).node("Identity x -> y").output("y", -1, -1);

        assertThatCode(() -> open.open(manifest(3)).close()).doesNotThrowAnyException();
    }

    private static ModelManifest manifest(int outputs) {
        return SmallModels.manifest(new SignalSpec(1, 10), INPUT, List.of(), SmallModels.output(outputs));
    }
}
