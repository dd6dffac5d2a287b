package dev.eddy.trainer.export;

import dev.eddy.model.StateSpec;

/**
 * Moves the hidden state of one key into a tensor of many keys and back.
 *
 * @param spec the tensor
 * @param offset of the tensor in the flat state of a key
 */
record StateLayout(StateSpec spec, int offset) {

    /** Copies from flat state to the row of a tensor, or back. */
    void move(float[] flat, float[] tensor, int[] rowOfRows, boolean into) {
        int inner = spec.shape().subList(spec.batchAxis(), spec.shape().size()).stream()
                .reduce(1, (a, b) -> a * b);
        for (int block = 0; block < spec.size() / inner; block++) {
            int inTensor = (block * rowOfRows[1] + rowOfRows[0]) * inner;
            int inFlat = offset + block * inner;
            if (into) {
                System.arraycopy(flat, inFlat, tensor, inTensor, inner);
            } else {
                System.arraycopy(tensor, inTensor, flat, inFlat, inner);
            }
        }
    }
}
