package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import java.util.List;

/** How much each label counts. */
final class ClassWeights {

    private ClassWeights() {}

    /** Weighs every label so that all count the same in the whole; a label that never occurs keeps its weight. */
    static void balanced(List<Steps> fitted, float[] weights) {
        long[] counts = new long[weights.length];
        long all = 0;
        for (Steps steps : fitted) {
            for (int label : steps.labels()) {
                if (label >= 0) {
                    counts[label]++;
                    all++;
                }
            }
        }
        for (int label = 0; label < weights.length; label++) {
            weights[label] = counts[label] == 0 ? weights[label] : (float) all / weights.length / counts[label];
        }
    }
}
