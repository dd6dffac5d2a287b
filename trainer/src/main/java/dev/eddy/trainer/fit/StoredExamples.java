package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Model;
import java.util.ArrayList;
import java.util.List;

/** Examples whose features are computed once; they may lie in a file. */
public final class StoredExamples implements Examples {

    private final FloatStore features;
    private final List<float[]> aims = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();

    /**
     * Computes the features.
     *
     * @param runs of steps, taken one at a time
     * @param model whose fixed layers have their constants already
     * @param memory bytes of features that are kept in memory
     */
    public StoredExamples(List<Steps> runs, Model model, long memory) {
        this.features = new FloatStore(memory);
        for (Steps run : runs) {
            features.add(model.network().features(run));
            aims.add(model.head().aims(run));
            steps.add(run.count());
        }
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public int steps(int index) {
        return steps.get(index);
    }

    @Override
    public Example get(int index, int epoch) {
        return new Example(features.get(index), aims.get(index), steps.get(index));
    }
}
