package dev.eddy.trainer.fit;

import dev.eddy.trainer.export.FrameShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Examples side by side, the shorter ones padded with zeros at their end.
 *
 * @param examples the rows
 * @param steps of the longest row
 */
record Batch(List<Example> examples, int steps) {

    static Batch of(List<Example> examples) {
        return new Batch(
                examples, examples.stream().mapToInt(Example::steps).max().orElseThrow());
    }

    static Batch of(Examples examples, int[] chosen, int epoch) {
        return of(Arrays.stream(chosen)
                .mapToObj(index -> examples.get(index, epoch))
                .toList());
    }

    /** The features {@code [batch][channel][frame]}. */
    Tensor features(FrameShape shape) {
        int width = steps * shape.perStep();
        float[] values = new float[examples.size() * shape.values() * width];
        for (int row = 0; row < examples.size() * shape.values(); row++) {
            Example example = examples.get(row / shape.values());
            int frames = example.steps() * shape.perStep();
            System.arraycopy(example.features(), row % shape.values() * frames, values, row * width, frames);
        }
        return Tensor.create(values, examples.size(), shape.values(), width);
    }

    /** The valid steps of each row; none where no row is padded. */
    List<Integer> lengths() {
        boolean padded = examples.stream().anyMatch(example -> example.steps() < steps);
        return padded ? examples.stream().map(Example::steps).toList() : List.of();
    }

    /** The places {@code row * steps + step} that count: those that are asked for and known. */
    long[] places(Scoring scoring) {
        List<Long> places = new ArrayList<>();
        for (int row = 0; row < examples.size(); row++) {
            long first = (long) row * steps;
            Example example = examples.get(row);
            scoring.of(example.steps()).filter(example::isKnown).forEach(step -> places.add(first + step));
        }
        return places.stream().mapToLong(Long::longValue).toArray();
    }

    /** The truth at each of some places, {@code [place][number]} flattened. */
    float[] aims(long[] places) {
        Example any = examples.get(0);
        int size = any.aims().length / any.steps();
        float[] aims = new float[places.length * size];
        for (int i = 0; i < places.length; i++) {
            Example example = examples.get((int) (places[i] / steps));
            System.arraycopy(example.aims(), (int) (places[i] % steps) * size, aims, i * size, size);
        }
        return aims;
    }
}
