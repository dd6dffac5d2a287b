package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of a graph's axes, it gets every sample of every key at its place. */
class WindowTensorTest {

    private static final int SAMPLES = 3;
    private static final int CHANNELS = 2;
    private static final int KEYS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch,sample,channel",
                "batch,channel,sample",
                "sample,batch,channel",
                "channel,batch,sample",
                "sample,channel,batch",
                "channel,sample,batch",
                "batch,step,sample,channel",
                "step,batch,channel,sample",
                "sample,step,batch,channel",
                "channel,batch,step,sample",
                "batch,sample",
                "batch,channel",
                "step,batch,sample",
                "sample,batch"
            })
    void shouldBringEverySampleToItsPlace(String order) {
        List<Axis> axes = Arrays.stream(order.toUpperCase(Locale.ROOT).split(",", -1))
                .map(Axis::valueOf)
                .toList();
        List<Step> batch = IntStream.range(0, KEYS)
                .mapToObj(key -> Steps.step("k" + key, 0, values(key)))
                .toList();

        try (OnnxModel model = putInOrder(axes).open(manifest(axes))) {
            List<StepResult.Scored> results = model.step(batch);

            for (int key = 0; key < KEYS; key++) {
                assertThat(results.get(key).outputs()).isEqualTo(values(key));
            }
        }
    }

    @Test
    void shouldLayAWindowOutChannelByChannel() {
        WindowTensor tensor = new WindowTensor(manifest(List.of(Axis.CHANNEL, Axis.BATCH, Axis.SAMPLE)));
        var buffer = tensor.stack(
                        List.of(Steps.step("a", 0, 1, 2, 3, 4, 5, 6), Steps.step("b", 0, 7, 8, 9, 10, 11, 12)), 1)
                .reserve(2);
        float[] laidOut = new float[12];
        buffer.get(0, laidOut);

        assertThat(tensor.shape(2, 1)).containsExactly(2, 2, 3);
        assertThat(laidOut).containsExactly(1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12);
    }

    /** A graph that turns its input into {@code [batch][step][sample][channel]} and hands it back flat. */
    private static Graph putInOrder(List<Axis> axes) {
        List<Long> order = axes.stream()
                .sorted(Comparator.naturalOrder())
                .map(axis -> (long) axes.indexOf(axis))
                .toList();
        boolean steps = axes.contains(Axis.STEP);
        long[] flat = steps ? new long[] {-1, 1, SAMPLES * CHANNELS} : new long[] {-1, SAMPLES * CHANNELS};
        return new Graph()
                .input("x", axes.stream().mapToLong(axis -> size(axes, axis)).toArray())
                .integerWeights("flat", flat)
                .node("Transpose x -> ordered", Graph.numbers("perm", order))
                .node("Reshape ordered flat -> y")
                .output("y", flat);
    }

    private static long size(List<Axis> axes, Axis axis) {
        boolean both = axes.contains(Axis.SAMPLE) && axes.contains(Axis.CHANNEL);
        return switch (axis) {
            case BATCH -> -1;
            case STEP -> 1;
            case SAMPLE -> both ? SAMPLES : SAMPLES * CHANNELS;
            case CHANNEL -> both ? CHANNELS : SAMPLES * CHANNELS;
        };
    }

    private static ModelManifest manifest(List<Axis> axes) {
        OutputSpec output = SmallModels.output(SAMPLES * CHANNELS);
        return SmallModels.manifest(
                new SignalSpec(CHANNELS, 10),
                WindowSpec.tumbling(SAMPLES),
                new InputSpec("x", axes),
                List.of(),
                output);
    }

    private static float[] values(int key) {
        float[] values = new float[SAMPLES * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * key + i;
        }
        return values;
    }
}
