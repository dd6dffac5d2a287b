package dev.eddy.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

    private static final Examples RAGGED = new Listed(new SplittableRandom(1)
            .ints(1001, 1, 100)
            .mapToObj(steps -> new Example(new float[steps], new float[steps], steps))
            .toList());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeEveryExampleOncePerEpochInAnotherOrder(boolean bucket) {
        Batches batches = new Batches(8, bucket, 0);

        List<int[]> first = batches.of(RAGGED, new SplittableRandom(1));
        List<int[]> second = batches.of(RAGGED, new SplittableRandom(2));

        assertThat(first).hasSize(batches.count(1001)).hasSize(126);
        assertThat(order(first))
                .containsExactlyInAnyOrder(IntStream.range(0, 1001).toArray());
        assertThat(order(second)).isNotEqualTo(order(first));
        assertThat(order(batches.of(RAGGED, new SplittableRandom(1)))).isEqualTo(order(first));
    }

    @Test
    void shouldComputeLittlePaddingInBuckets() {
        assertThat(padding(new Batches(8, false, 0))).isGreaterThan(0.3);
        assertThat(padding(new Batches(8, true, 0))).isLessThan(0.05);
    }

    private static double padding(Batches batches) {
        double computed = 0;
        double needed = 0;
        for (int[] batch : batches.of(RAGGED, new SplittableRandom(3))) {
            int[] steps = Arrays.stream(batch).map(RAGGED::steps).toArray();
            computed += Arrays.stream(steps).max().orElseThrow() * (double) steps.length;
            needed += Arrays.stream(steps).sum();
        }
        return 1 - needed / computed;
    }

    private static int[] order(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
