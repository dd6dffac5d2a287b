package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {

    @Test
    void exampleUsage() {
        try (OnnxModel model = SmallModels.sum().open(SmallModels.sumManifest())) {
            List<StepResult.Scored> results = model.step(
                    List.of(Steps.step("a", 4, 1, 2, 3), Steps.step("b", 0, 0.5f, 0, 0), Steps.step("c", -2, 0, 0, 1)));

            assertThat(results).map(Steps::text).containsExactly("a: 80.0 -> 8.0", "b: 5.0 -> 0.5", "c: 0.0 -> 0.0");
            assertThat(model.manifest()).isEqualTo(SmallModels.sumManifest());
        }
    }

    @Test
    void shouldKeepBatchesOfAllSizesApart() {
        try (OnnxModel model = SmallModels.sum().open(SmallModels.sumManifest())) {
            for (int size : new int[] {5, 1, 9, 2}) {
                List<Step> batch = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    batch.add(Steps.step("k" + i, 2 * i, size, 0, 0));
                }

                List<StepResult.Scored> results = model.step(batch);

                for (int i = 0; i < size; i++) {
                    assertThat(results.get(i).step()).isSameAs(batch.get(i));
                    assertThat(results.get(i).state()).containsExactly(i + size);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldComputeAnLstmAsWrittenOut(long seed) {
        int keys = 5;
        Random random = new Random(seed);
        List<PlainLstm> plain = new ArrayList<>();
        List<float[]> states = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            plain.add(new PlainLstm(SmallModels.lstmWeights(seed)));
            states.add(SmallModels.lstmManifest().initialState());
        }
        try (OnnxModel model = SmallModels.lstm(seed).open(SmallModels.lstmManifest())) {
            for (int i = 0; i < 20; i++) {
                List<StepResult.Scored> results = model.step(batch(random, states));
                for (int key = 0; key < keys; key++) {
                    plain.get(key).step(eighth(results.get(key).step().window().values()));
                    requireEqual(results.get(key), plain.get(key));
                    states.set(key, results.get(key).state());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 32, 64})
    void shouldGiveTheSameBitsInAnyCompany(int size) {
        Random random = new Random(size);
        List<float[]> states = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            states.add(floats(random, SmallModels.lstmManifest().stateSize()));
        }
        List<Step> batch = batch(random, states);

        try (OnnxModel model = SmallModels.lstm(7).open(SmallModels.lstmManifest())) {
            List<StepResult.Scored> together = model.step(batch);
            for (int i = 0; i < size; i++) {
                StepResult.Scored alone = model.step(List.of(batch.get(i))).get(0);
                assertThat(together.get(i).outputs()).isEqualTo(alone.outputs());
                assertThat(together.get(i).state()).isEqualTo(alone.state());
            }
        }
    }

    @Test
    void shouldFailWhenTheGraphReturnsAnotherSizeThanPromised() {
        Graph open = new Graph().input("x", -1, -1).node("Identity x -> y").output("y", -1, -1);
        ModelManifest manifest = SmallModels.manifest(
                SmallModels.sumManifest().signal(),
                SmallModels.sumManifest().input(),
                List.of(),
                SmallModels.output(2));

        try (OnnxModel model = open.open(manifest)) {
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> model.step(List.of(step(new float[0], 1, 2, 3), step(new float[0], 4, 5, 6))))
                    .withMessageContaining("must return 4 numbers as y but returned 6");
        }
    }

    @Test
    void shouldFailOnAWindowOfAnotherSizeAndGoOn() {
        try (OnnxModel model = SmallModels.sum().open(SmallModels.sumManifest())) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> model.step(List.of(Steps.step("a", 0, 1, 2))));

            assertThat(model.step(List.of(Steps.step("b", 0, 1, 2, 3))))
                    .map(Steps::text)
                    .containsExactly("b: 60.0 -> 6.0");
        }
    }

    private static List<Step> batch(Random random, List<float[]> states) {
        return states.stream()
                .map(state -> step(state, floats(random, SmallModels.FEATURES)))
                .toList();
    }

    private static Step step(float[] state, float... values) {
        return new Step("k", new Window(0, 0, 0, 0, values, false), state);
    }

    private static float[] floats(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] eighth(float[] values) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= 8;
        }
        return scaled;
    }

    private static void requireEqual(StepResult.Scored found, PlainLstm expected) {
        for (int j = 0; j < SmallModels.HIDDEN; j++) {
            assertThat((double) found.outputs()[j]).isEqualTo(expected.h[j], within(1e-6));
            assertThat((double) found.state()[j]).isEqualTo(expected.h[j], within(1e-6));
            assertThat((double) found.state()[SmallModels.HIDDEN + j]).isEqualTo(expected.c[j], within(1e-6));
        }
    }
}
