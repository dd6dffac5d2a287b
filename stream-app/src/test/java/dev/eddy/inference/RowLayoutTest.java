package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowLayoutTest {

    @Test
    void exampleUsage() {
        RowLayout layout = RowLayout.of(List.of(2, 3), 1);
        FloatBuffer tensor = FloatBuffer.allocate(12);

        layout.stack(new float[] {0, 1, 2, 3, 4, 5, 6}, 1, tensor, 0, 2);
        layout.stack(new float[] {11, 12, 13, 14, 15, 16}, 0, tensor, 1, 2);

        assertThat(layout).isEqualTo(new RowLayout(2, 3));
        assertThat(tensor.array()).containsExactly(1, 2, 3, 11, 12, 13, 4, 5, 6, 14, 15, 16);
    }

    @Test
    void shouldPutTheBatchWhereTheAxisSays() {
        assertThat(RowLayout.of(List.of(2, 3, 5), 0)).isEqualTo(new RowLayout(1, 30));
        assertThat(RowLayout.of(List.of(2, 3, 5), 2)).isEqualTo(new RowLayout(6, 5));
        assertThat(RowLayout.of(List.of(2, 3, 5), 3)).isEqualTo(new RowLayout(30, 1));
        assertThat(RowLayout.of(List.of(), 0)).isEqualTo(new RowLayout(1, 1));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Element {@code [i][row][j]} of the tensor is element {@code [i][j]} of the row, and nothing else is touched. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTakeApartWhatItPutTogether(long seed) {
        Random random = new Random(seed);
        RowLayout layout = new RowLayout(1 + random.nextInt(4), 1 + random.nextInt(5));
        int batch = 1 + random.nextInt(7);
        int offset = random.nextInt(3);
        FloatBuffer tensor = FloatBuffer.allocate(batch * layout.size());
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            rows.add(floats(random, offset + layout.size() + 2));
            layout.stack(rows.get(row), offset, tensor, row, batch);
        }

        for (int row = 0; row < batch; row++) {
            float[] found = new float[offset + layout.size() + 2];
            layout.unstack(tensor, row, batch, found, offset);
            float[] expected = rows.get(row).clone();
            Arrays.fill(expected, 0, offset, 0);
            Arrays.fill(expected, offset + layout.size(), expected.length, 0);
            assertThat(found).isEqualTo(expected);
            assertThat(tensor.get(at(layout, row, batch))).isEqualTo(rows.get(row)[offset + layout.size() - 1]);
        }
        assertThat(tensor.position()).isZero();
    }

    /** Where the last element of a row is, by the definition of row-major. */
    private static int at(RowLayout layout, int row, int batch) {
        return ((layout.outer() - 1) * batch + row) * layout.inner() + layout.inner() - 1;
    }

    private static float[] floats(Random random, int size) {
        float[] values = new float[size];
        IntStream.range(0, size).forEach(i -> values[i] = 1 + random.nextFloat());
        return values;
    }
}
