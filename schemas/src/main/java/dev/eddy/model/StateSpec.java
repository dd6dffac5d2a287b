package dev.eddy.model;

import java.util.List;

/**
 * One tensor of hidden state: what it is called on its way in and on its way out. The hidden state of a key is the
 * concatenation of all its state tensors in the order of the manifest, each row-major without the batch axis.
 *
 * @param input the graph input that takes the state before the step
 * @param output the graph output that gives the state after it
 * @param shape sizes without the batch axis; empty for one number per key
 * @param batchAxis where the batch axis stands in the tensor, 0 to the rank of {@code shape}
 * @param initial the value of every element at the start of an epoch
 */
public record StateSpec(String input, String output, List<Integer> shape, int batchAxis, float initial) {

    /** Copies the shape. */
    public StateSpec {
        shape = List.copyOf(shape);
    }

    /**
     * How much one key carries in this tensor.
     *
     * @return floats per key
     */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * The shape of the tensor for some keys at once.
     *
     * @param batch number of keys
     * @return the sizes with the batch axis in its place
     */
    public long[] shape(int batch) {
        long[] full = new long[shape.size() + 1];
        for (int i = 0; i < full.length; i++) {
            full[i] = i == batchAxis ? batch : shape.get(i < batchAxis ? i : i - 1);
        }
        return full;
    }

    void check(String at, Problems problems) {
        problems.requireText(at + ".input", input);
        problems.requireText(at + ".output", output);
        problems.requireShape(at + ".shape", shape);
        problems.require(
                batchAxis >= 0 && batchAxis <= shape.size(),
                at + ".batchAxis must be in 0.." + shape.size() + " but was " + batchAxis);
        problems.require(Float.isFinite(initial), at + ".initial must be finite but was " + initial);
    }
}
