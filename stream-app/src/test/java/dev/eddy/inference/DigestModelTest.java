package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model of the fault campaign: {@code hN = (a h + W x + b) mod p}, in floats that hold whole numbers exactly. */
class DigestModelTest {

    private static final int LENGTH = 6;
    private static final int SIZE = 4;
    private static final int PRIME = 4093;
    private static final int[] A = {911, 733, 617, 1009};
    private static final int[] B = {1, 2, 3, 5};

    private final int[] weights = weights();

    @Test
    void shouldBeTheGraphThatIsWrittenHere() throws IOException {
        assertThat(shipped()).isEqualTo(digest().bytes(manifest()));
    }

    @Test
    void shouldDigestTheWholeHistoryExactly() throws IOException {
        Random random = new Random(5);
        try (OnnxModel model = OnnxModel.open(ModelFile.of(shipped()), Device.CPU)) {
            float[] state = model.manifest().initialState();
            long[] expected = new long[SIZE];
            for (int step = 0; step < 1000; step++) {
                float[] window = window(random);
                expected = next(expected, window);
                state = step(model, window, state);
                assertThat(state).containsExactly(floats(expected));
            }
        }
    }

    private static float[] step(OnnxModel model, float[] window, float[] state) {
        Step step = new Step("key", new Window(0, 0, 0, 0, window, false), state);
        StepResult.Scored scored = model.step(List.of(step)).get(0);
        assertThat(scored.outputs()).isEqualTo(scored.state());
        return scored.state();
    }

    private static float[] window(Random random) {
        float[] window = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            window[i] = random.nextInt(1024);
        }
        return window;
    }

    private long[] next(long[] state, float[] window) {
        long[] next = new long[SIZE];
        for (int j = 0; j < SIZE; j++) {
            long sum = A[j] * state[j] + B[j];
            for (int i = 0; i < LENGTH; i++) {
                sum += weights[i * SIZE + j] * (long) window[i];
            }
            next[j] = sum % PRIME;
        }
        return next;
    }

    private static float[] floats(long... whole) {
        float[] floats = new float[whole.length];
        for (int i = 0; i < whole.length; i++) {
            floats[i] = whole[i];
        }
        return floats;
    }

    private static float[] floats(int... whole) {
        return floats(Arrays.stream(whole).asLongStream().toArray());
    }

    private static int[] weights() {
        int[] weights = new int[LENGTH * SIZE];
        Random random = new Random(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + random.nextInt(511);
        }
        return weights;
    }

    private Graph digest() {
        return new Graph()
                .input("x", -1, LENGTH)
                .input("h", -1, SIZE)
                .weights("a", List.of((long) SIZE), floats(A))
                .weights("b", List.of((long) SIZE), floats(B))
                .weights("w", List.of((long) LENGTH, (long) SIZE), floats(weights))
                .weights("p", List.of(), PRIME)
                .node("Mul h a -> ah")
                .node("MatMul x w -> wx")
                .node("Add ah wx -> sum")
                .node("Add sum b -> all")
                .node("Mod all p -> hN", Graph.number("fmod", 1))
                .node("Identity hN -> y")
                .output("y", -1, SIZE)
                .output("hN", -1, SIZE);
    }

    private static ModelManifest manifest() {
        return new ModelManifest(
                "digest",
                "1",
                new SignalSpec(1, 1000),
                new WindowSpec(LENGTH, 4, 0, LENGTH),
                new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE)),
                List.of(new StateSpec("h", "hN", List.of(SIZE), 0, 0)),
                null,
                List.of(),
                List.of(new OutputSpec("y", OutputSpec.Kind.RAW, List.of(SIZE), List.of(), List.of())),
                null);
    }

    private static byte[] shipped() throws IOException {
        try (InputStream model = DigestModelTest.class.getResourceAsStream("/dev/eddy/chaos/digest.onnx")) {
            return Objects.requireNonNull(model, "digest.onnx").readAllBytes();
        }
    }
}
