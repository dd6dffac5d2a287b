package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.network.Network;
import java.util.List;

/**
 * A run of steps as the fitted layers see it.
 *
 * @param features {@code [channel][frame]} flattened
 * @param labels index of the label at the end of each step
 */
public record Example(float[] features, int[] labels) {

    /**
     * Computes features once and for all.
     *
     * @param runs of steps
     * @param network whose fixed layers have their constants already
     * @return one example per run
     */
    public static List<Example> of(List<Steps> runs, Network network) {
        return runs.stream()
                .map(run -> new Example(network.features(run), run.labels()))
                .toList();
    }
}
