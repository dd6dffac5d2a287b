package dev.eddy.trainer.fit;

import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import dev.eddy.trainer.report.Confusion;
import java.util.List;

/**
 * How good a network is on some examples.
 *
 * @param scoring which steps count
 * @param labels how many labels there are
 */
public record Evaluation(Scoring scoring, int labels) {

    private static final int BATCH = 64;

    /**
     * Lets a network answer.
     *
     * @param network is switched to evaluation
     * @param examples each from the initial hidden state
     * @return its answers against the truth
     */
    public Confusion of(Network network, List<Example> examples) {
        network.train(false);
        Confusion confusion = new Confusion(labels);
        for (Batch batch : Batch.split(examples, BATCH)) {
            float[] logits = Scope.evaluating(() -> Tensors.floats(
                    network.logits(batch.features(network.featureShape())).transpose(1, 2)));
            long[] places = batch.places(scoring);
            long[] actual = batch.labels(places);
            for (int i = 0; i < places.length; i++) {
                confusion.add((int) actual[i], largest(logits, (int) places[i] * labels));
            }
        }
        return confusion;
    }

    private int largest(float[] values, int from) {
        int best = 0;
        for (int i = 1; i < labels; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }
}
