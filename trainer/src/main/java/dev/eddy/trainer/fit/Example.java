package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Model;
import java.util.List;

/**
 * A run of steps as the fitted layers see it.
 *
 * @param features {@code [channel][frame]} flattened
 * @param aims the truth in the units of the loss, {@code [step][number]} flattened, NaN where nothing is known
 * @param steps how many there are
 */
public record Example(float[] features, float[] aims, int steps) {

    /**
     * Computes features once and for all.
     *
     * @param runs of steps
     * @param model whose fixed layers have their constants already
     * @return one example per run
     */
    public static List<Example> of(List<Steps> runs, Model model) {
        return runs.stream()
                .map(run ->
                        new Example(model.network().features(run), model.head().aims(run), run.count()))
                .toList();
    }

    /** Whether everything is known of one step. */
    boolean isKnown(int step) {
        int size = aims.length / steps;
        for (int i = step * size; i < (step + 1) * size; i++) {
            if (Float.isNaN(aims[i])) {
                return false;
            }
        }
        return true;
    }
}
