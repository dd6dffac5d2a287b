package dev.eddy.trainer.fit;

import dev.eddy.trainer.export.FrameShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Examples side by side, from some step on, the shorter ones padded with zeros at their end.
 *
 * @param examples the rows
 * @param from first step of every row
 * @param steps from there on
 */
record Batch(List<Example> examples, int from, int steps) {

    static Batch of(List<Example> examples) {
        return new Batch(
                examples, 0, examples.stream().mapToInt(Example::steps).max().orElseThrow());
    }

    static Batch of(Examples examples, int[] chosen, int epoch) {
        return of(Arrays.stream(chosen)
                .mapToObj(index -> examples.get(index, epoch))
                .toList());
    }

    /** The same rows in several goes of a few steps each, one after the other. */
    List<Batch> segments(int longest) {
        return IntStream.iterate(0, first -> first < steps, first -> first + longest)
                .mapToObj(first -> new Batch(examples, from + first, Math.min(longest, steps - first)))
                .toList();
    }

    /** The valid steps of one row. */
    private int valid(Example example) {
        return Math.max(0, Math.min(steps, example.steps() - from));
    }

    /** The features {@code [batch][channel][frame]}. */
    Tensor features(FrameShape shape) {
        int width = steps * shape.perStep();
        float[] values = new float[examples.size() * shape.values() * width];
        for (int row = 0; row < examples.size() * shape.values(); row++) {
            Example example = examples.get(row / shape.values());
            int first = (row % shape.values() * example.steps() + from) * shape.perStep();
            int count = valid(example) * shape.perStep();
            System.arraycopy(example.features(), count == 0 ? 0 : first, values, row * width, count);
        }
        return Tensor.create(values, examples.size(), shape.values(), width);
    }

    /** The valid steps of each row; none where no row is padded. */
    List<Integer> lengths() {
        boolean padded = examples.stream().anyMatch(example -> valid(example) < steps);
        return padded ? examples.stream().map(this::valid).toList() : List.of();
    }

    /** The places {@code row * steps + step} that count: those that are asked for and known. */
    long[] places(Scoring scoring) {
        List<Long> places = new ArrayList<>();
        for (int row = 0; row < examples.size(); row++) {
            long first = (long) row * steps - from;
            Example example = examples.get(row);
            scoring.of(example.steps())
                    .filter(step -> step >= from && step < from + steps)
                    .filter(example::isKnown)
                    .forEach(step -> places.add(first + step));
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
            System.arraycopy(example.aims(), (from + (int) (places[i] % steps)) * size, aims, i * size, size);
        }
        return aims;
    }
}
