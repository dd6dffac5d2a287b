package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which examples make one update.
 *
 * @param size examples per batch
 * @param bucket whether examples of like length come together, so that little padding is computed
 * @param truncate steps after which gradients end while the hidden state is carried on, each such stretch making an
 *     update of its own; 0 for whole runs
 */
public record Batches(int size, boolean bucket, int truncate) {

    /** Batches whose examples are sorted by length together; few enough that every epoch still mixes well. */
    private static final int POOL = 32;

    static Batches read(Fields fields) {
        return new Batches(
                fields.integer("batch", 1, 65_536),
                fields.flag("bucket", false),
                fields.integer("truncate", 1, 1 << 20, 0));
    }

    int count(int examples) {
        return (examples + size - 1) / size;
    }

    /** The examples of every batch of one epoch, by their index; each example once. */
    List<int[]> of(Examples examples, SplittableRandom random) {
        int[] order = shuffled(IntStream.range(0, examples.size()).toArray(), random);
        if (!bucket) {
            return cut(order);
        }
        for (int from = 0; from < order.length; from += POOL * size) {
            sort(order, from, Math.min(order.length, from + POOL * size), examples);
        }
        List<int[]> batches = cut(order);
        int[] turns = shuffled(IntStream.range(0, batches.size()).toArray(), random);
        return Arrays.stream(turns).mapToObj(batches::get).toList();
    }

    private List<int[]> cut(int[] order) {
        return IntStream.range(0, count(order.length))
                .mapToObj(i -> Arrays.copyOfRange(order, i * size, Math.min(order.length, (i + 1) * size)))
                .toList();
    }

    private static void sort(int[] order, int from, int to, Examples examples) {
        int[] sorted = Arrays.stream(order, from, to)
                .boxed()
                .sorted(Comparator.comparingInt(examples::steps))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    private static int[] shuffled(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }
}
