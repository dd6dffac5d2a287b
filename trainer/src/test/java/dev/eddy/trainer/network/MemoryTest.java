package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.trainer.data.Steps;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that is read in several goes says what it says in one. */
class MemoryTest {

    static Stream<Arguments> families() {
        List<LongFunction<Trial>> families =
                List.of(AnyNetwork::ofSensors, AnyNetwork::ofSound, AnyNetwork::ofCodes, AnyNetwork::ofPictures);
        return IntStream.range(0, 24).mapToObj(seed -> Arguments.of(families.get(seed % families.size()), seed));
    }

    @ParameterizedTest
    @MethodSource("families")
    void shouldCarryEverythingThatALayerRemembers(LongFunction<Trial> family, int seed) {
        Trial trial = family.apply(seed);
        Network network = trial.fitted();
        Steps longest = trial.runs().get(0);

        assertThat(inGoes(network, longest, 1))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(inOne(network, longest));
        assertThat(inGoes(network, longest, 3))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(inOne(network, longest));
    }

    private static float[] inOne(Network network, Steps run) {
        return Trial.raw(network, run);
    }

    private static float[] inGoes(Network network, Steps run, int longest) {
        float[] features = network.features(run);
        int values = network.featureShape().values();
        int perStep = network.featureShape().perStep();
        Memory memory = Memory.empty();
        float[] all = new float[run.count() * Trial.LABELS];
        for (int from = 0; from < run.count(); from += longest) {
            int first = from;
            int steps = Math.min(longest, run.count() - from);
            float[] some = Scope.evaluating(() -> {
                Tensor whole = Tensor.create(features, 1, values, features.length / values);
                Tensor part = whole.narrow(2, (long) first * perStep, (long) steps * perStep);
                long[] places = LongStream.range(0, steps).toArray();
                return Tensors.floats(network.raw(part, List.of(), places, memory));
            });
            System.arraycopy(some, 0, all, from * Trial.LABELS, some.length);
        }
        return all;
    }
}
