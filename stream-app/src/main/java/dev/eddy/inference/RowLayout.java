package dev.eddy.inference;

import java.nio.FloatBuffer;

/**
 * Where the elements of one key's row lie in a tensor whose batch axis can be any: the tensor is {@code
 * [outer][batch][inner]}, a row is {@code [outer][inner]}.
 *
 * @param outer product of the sizes before the batch axis
 * @param inner product of the sizes after it
 */
record RowLayout(int outer, int inner) {

    /** The layout of a tensor of the given sizes without the batch axis, which stands at {@code batchAxis}. */
    static RowLayout of(Iterable<Integer> sizes, int batchAxis) {
        int outer = 1;
        int inner = 1;
        int at = 0;
        for (int size : sizes) {
            if (at++ < batchAxis) {
                outer *= size;
            } else {
                inner *= size;
            }
        }
        return new RowLayout(outer, inner);
    }

    int size() {
        return outer * inner;
    }

    /** Puts a row, found in {@code from} at {@code offset}, to its place among {@code batch} rows. */
    void stack(float[] from, int offset, FloatBuffer tensor, int row, int batch) {
        for (int o = 0; o < outer; o++) {
            tensor.put((o * batch + row) * inner, from, offset + o * inner, inner);
        }
    }

    /** The inverse of {@link #stack}. */
    void unstack(FloatBuffer tensor, int row, int batch, float[] to, int offset) {
        for (int o = 0; o < outer; o++) {
            tensor.get((o * batch + row) * inner, to, offset + o * inner, inner);
        }
    }
}
