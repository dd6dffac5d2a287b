package dev.eddy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {

    private static final InputSpec INPUT = new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE, Axis.CHANNEL));
    private static final OutputSpec OUTPUT = output(OutputSpec.Kind.RAW, List.of(1), List.of(), List.of());

    @Test
    void exampleUsage() {
        ModelManifest manifest = Manifests.full();

        assertThat(manifest.stateSize()).isEqualTo(65);
        assertThat(manifest.outputSize()).isEqualTo(4);
        assertThat(manifest.classification()).map(OutputSpec::tensor).hasValue("p");
        assertThat(manifest.inputNames()).containsExactlyInAnyOrder("x", "h", "t", "lengths", "sr");
    }

    @Test
    void shouldStartFromTheInitialValueOfEachState() {
        float[] initial = Manifests.full().initialState();

        assertThat(initial).hasSize(65).endsWith(0, -1.5f);
        assertThat(initial).isNotSameAs(Manifests.full().initialState());
    }

    @Test
    void shouldPutTheBatchAxisAnywhere() {
        List<Integer> sizes = List.of(2, 64);

        assertThat(new StateSpec("h", "hN", sizes, 0, 0).shape(7)).containsExactly(7, 2, 64);
        assertThat(new StateSpec("h", "hN", sizes, 1, 0).shape(7)).containsExactly(2, 7, 64);
        assertThat(new StateSpec("h", "hN", sizes, 2, 0).shape(7)).containsExactly(2, 64, 7);
        assertThat(new StateSpec("h", "hN", List.of(), 0, 0).shape(7)).containsExactly(7);
    }

    @Test
    void shouldCountOneNumberForAnEmptyShape() {
        assertThat(new StateSpec("h", "hN", List.of(), 0, 0).size()).isEqualTo(1);
        assertThat(output(OutputSpec.Kind.RAW, List.of(), List.of(), List.of()).size())
                .isEqualTo(1);
    }

    @Test
    void shouldNotChangeWithTheListsItWasMadeOf() {
        List<Integer> shape = new ArrayList<>(List.of(1));
        List<OutputSpec> outputs = new ArrayList<>(List.of(output(OutputSpec.Kind.RAW, shape, List.of(), List.of())));
        ModelManifest manifest = Manifests.with(INPUT, List.of(), outputs);

        outputs.clear();
        shape.set(0, 5);

        assertThat(manifest.outputSize()).isEqualTo(1);
    }

    @Test
    void shouldReportEveryProblemOfEveryPart() {
        List<StateSpec> states = List.of(
                new StateSpec("h", " ", List.of(2, 0), 3, Float.NaN), new StateSpec("c", "cN", List.of(), 1, 0));

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.with(new InputSpec("", List.of(Axis.BATCH, Axis.BATCH)), states, List.of()))
                .withMessage("""
                        the manifest of m 1 cannot be used:
                          - input.tensor must not be blank
                          - input.axes must name batch and each other axis at most once but was [BATCH, BATCH];\
                         for example ["batch", "step", "sample", "channel"]
                          - input.axes must name sample or channel for the 8 values of a window but was [BATCH, BATCH]
                          - states[0].output must not be blank
                          - states[0].shape must have sizes above 0 but was [2, 0]
                          - states[0].batchAxis must be in 0..2 but was 3
                          - states[0].initial must be finite but was NaN
                          - states[1].batchAxis must be in 0..0 but was 1
                          - outputs must hold at least one output""");
    }

    @Test
    void shouldWantALabelForEachNumberOfAClassification() {
        assertRefused(
                output(OutputSpec.Kind.CLASSIFICATION, List.of(2), List.of("a"), List.of()), "name all 2 numbers");
        assertRefused(output(OutputSpec.Kind.CLASSIFICATION, List.of(1), List.of(), List.of()), "but has 0");
        assertRefused(output(OutputSpec.Kind.RAW, List.of(2), List.of("a", "a"), List.of()), "labels must differ");
        assertRefused(
                output(OutputSpec.Kind.RAW, List.of(2), List.of(), List.of("m")), "units must be empty or 2 long");
    }

    @Test
    void shouldWantSamplesToHaveAPlaceInTheInput() {
        InputSpec none = new InputSpec("x", List.of(Axis.BATCH, Axis.STEP));

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.with(none, List.of(), List.of(OUTPUT)))
                .withMessageContaining("sample or channel");
    }

    @Test
    void shouldWantEveryGraphInputToHaveItsOwnName() {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() ->
                        Manifests.with(INPUT, List.of(new StateSpec("x", "xN", List.of(), 0, 0)), List.of(OUTPUT)))
                .withMessageContaining("must differ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 13, 1 << 16, 1 << 20, 1 << 30})
    void shouldRefuseSizesThatNoKeyCanCarry(int size) {
        List<Integer> shape = List.of(size, size);

        assertRefused(output(OutputSpec.Kind.RAW, shape, List.of(), List.of()), "outputs[0].shape");
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(
                        () -> Manifests.with(INPUT, List.of(new StateSpec("h", "hN", shape, 0, 0)), List.of(OUTPUT)))
                .withMessageContaining("states[0].shape");
    }

    @Test
    void shouldWantAsManyConstantsAsTheirShapeHas() {
        Problems problems = new Problems();

        new ConstantSpec("sr", ConstantSpec.Type.INT64, List.of(2, 2), List.of(1.0)).check("constants[0]", problems);
        new ConstantSpec("sr", ConstantSpec.Type.INT64, List.of(), List.of(1.0)).check("constants[1]", problems);
        new ConstantSpec("sr", ConstantSpec.Type.INT64, List.of(65536, 65536), List.of())
                .check("constants[2]", problems);

        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> problems.throwIfAny("it"))
                .withMessageContaining("constants[0].values must be 4 long as its shape says but has 1")
                .withMessageContaining("constants[2]")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("constants[1]"));
    }

    private static void assertRefused(OutputSpec output, String message) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifests.with(INPUT, List.of(), List.of(output)))
                .withMessageContaining(message);
    }

    private static OutputSpec output(
            OutputSpec.Kind kind, List<Integer> shape, List<String> labels, List<String> units) {
        return new OutputSpec("y", kind, shape, labels, units);
    }
}
