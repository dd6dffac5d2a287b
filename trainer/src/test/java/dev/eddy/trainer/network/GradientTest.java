package dev.eddy.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every weight of any network can be fitted. */
class GradientTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void shouldReachEveryWeight(long seed) {
        for (LongFunction<Trial> family : List.<LongFunction<Trial>>of(
                AnyNetwork::ofSensors, AnyNetwork::ofSound, AnyNetwork::ofCodes, AnyNetwork::ofPictures)) {
            Trial trial = family.apply(seed);
            Network network = trial.fitted();
            network.train(true);

            Scope.fitting(() -> {
                raw(trial, network).square().mean().backward();
                TensorVector weights = network.parameters();
                for (long i = 0; i < weights.size(); i++) {
                    assertThat(weights.get(i).grad().defined()).isTrue();
                    assertThat(Tensors.floats(weights.get(i).grad())).doesNotContain(Float.NaN);
                }
                return weights.size();
            });
        }
    }

    /** Two rows, the second of which is padded. */
    private static Tensor raw(Trial trial, Network network) {
        float[] features = network.features(trial.runs().get(0));
        int values = network.featureShape().values();
        int frames = features.length / values;
        float[] twice = new float[2 * features.length];
        IntStream.range(0, twice.length).forEach(i -> twice[i] = features[i % features.length]);
        int steps = trial.runs().get(0).count();
        long[] places = {0, steps - 1, 2L * steps - 4};
        return network.raw(Tensor.create(twice, 2, values, frames), List.of(steps, steps - 3), places, Memory.none());
    }
}
