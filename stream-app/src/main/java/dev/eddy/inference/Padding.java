package dev.eddy.inference;

import java.util.ArrayList;
import java.util.List;

/** To which sizes batches are filled up with silence. */
public enum Padding {
    /** To none: every batch is as large as it is. */
    NONE,
    /** To the next power of two: what suits a GPU, which prepares itself for every size that it meets. */
    POWERS,
    /** To the limit, always: no answer can depend on how many others were in its batch. */
    FULL;

    /**
     * The sizes.
     *
     * @param limit the most steps in a batch
     * @return ascending
     */
    List<Integer> sizes(int limit) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; this == POWERS && size < limit; size *= 2) {
            sizes.add(size);
        }
        if (this != NONE) {
            sizes.add(limit);
        }
        return sizes;
    }

    /** The model, behind batches of these sizes. */
    SequenceModel before(SequenceModel model, int limit) {
        return this == NONE ? model : new PaddedModel(model, sizes(limit));
    }
}
