package dev.eddy.trainer.fit;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.augment.Augmentations;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Model;
import java.util.List;

/**
 * Examples that are a little different in each epoch; their features are computed whenever they are asked for.
 *
 * @param runs of steps
 * @param model whose fixed layers have their constants already
 * @param window how the steps were cut
 * @param augmentations what is done to the samples
 * @param seed of the fit
 */
public record AugmentedExamples(
        List<Steps> runs, Model model, WindowSpec window, Augmentations augmentations, long seed) implements Examples {

    /** Far apart and odd, so that seed, epoch and example do not make up for each other. */
    private static final long PER_SEED = 0x9E3779B97F4A7C15L;

    private static final long PER_EPOCH = 0xC2B2AE3D27D4EB4FL;

    @Override
    public int size() {
        return runs.size();
    }

    @Override
    public int steps(int index) {
        return runs.get(index).count();
    }

    @Override
    public Example get(int index, int epoch) {
        Steps run = runs.get(index);
        Steps changed = augmentations.apply(run, window, seed * PER_SEED + epoch * PER_EPOCH + index);
        return new Example(model.network().features(changed), model.head().aims(run), run.count());
    }
}
