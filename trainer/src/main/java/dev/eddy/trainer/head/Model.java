package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A network and what is made of its last values. Not thread-safe.
 *
 * @param network from the signal to the last values
 * @param head from there to the answer
 */
public record Model(Network network, Head head) {

    /**
     * Looks at the training part before fitting.
     *
     * @param fitted what the weights will be fitted on
     */
    public void observe(List<Steps> fitted) {
        network.observe(fitted);
        head.observe(fitted);
    }

    /**
     * What the model says, step after step from the initial state.
     *
     * @param steps of one recording
     * @return all outputs of each step side by side, {@code [step][number]} flattened
     */
    public float[] answer(Steps steps) {
        network.train(false);
        return Scope.evaluating(() -> {
            Tensor signal = network.signal(steps);
            return Tensors.floats(head.answer(network.raw(signal), signal));
        });
    }

    /**
     * How much the answers change when every sample is changed by a rounding.
     *
     * @param steps of one recording
     * @param before what the model says to them
     * @return the largest change, relative to answers above 1
     */
    public double rounding(Steps steps, float[] before) {
        float[] after = answer(
                new Steps(steps.key(), steps.group(), Proof.nudged(steps.values()), steps.labels(), steps.truth()));
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Proof.difference(after[i], before[i]));
        }
        return largest;
    }

    /**
     * Writes the model as nodes.
     *
     * @param graph that is being written
     * @return for each output of the head the name of its tensor
     */
    public List<String> export(StreamGraph graph) {
        String raw = network.export(graph);
        return graph.nodes().exactly(() -> head.export(graph, raw));
    }
}
