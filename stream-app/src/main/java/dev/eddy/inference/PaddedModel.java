package dev.eddy.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A model that meets few sizes of batches: each batch is filled up with silence to the next of them. A GPU prepares
 * itself for every new shape, which takes long, and may round a batch of another size in another way.
 *
 * <p>Its first batch makes it run all sizes once, the largest first, whose memory does for all others. What is larger than
 * the largest size is run as it is.
 */
final class PaddedModel extends ModelInFront {

    private final List<Integer> sizes;
    private final Step silence;
    private boolean warm;

    /** Pads for a model that is closed with this one; the sizes ascend. */
    PaddedModel(SequenceModel model, List<Integer> sizes) {
        super(model);
        this.sizes = List.copyOf(sizes);
        this.silence = Step.silence("silence", model.manifest());
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        if (!warm) {
            for (int i = sizes.size() - 1; i >= 0; i--) {
                model.step(Collections.nCopies(sizes.get(i), silence));
            }
            warm = true;
        }
        int size = sizes.stream().filter(it -> it >= batch.size()).findFirst().orElse(batch.size());
        if (size == batch.size()) {
            return model.step(batch);
        }
        List<Step> padded = new ArrayList<>(size);
        padded.addAll(batch);
        padded.addAll(Collections.nCopies(size - batch.size(), silence));
        return model.step(padded).subList(0, batch.size());
    }
}
