package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes an answer of a network's last values: what the truth is, how far off the network is, what people are told, and
 * how that is written as ONNX nodes.
 *
 * <p>Not thread-safe.
 */
public interface Head {

    /**
     * What a step is compared with.
     *
     * @return the truth, in the units of the data
     */
    Truth truth();

    /**
     * How many values the network must end in.
     *
     * @return per step, at least 1
     */
    int width();

    /**
     * Looks at the training part before fitting.
     *
     * @param fitted what the weights will be fitted on
     */
    default void observe(List<Steps> fitted) {}

    /**
     * The truth in the units of the loss.
     *
     * @param steps with their truth in the units of the data
     * @return {@code [step][number]} flattened, NaN where nothing is known
     */
    default float[] aims(Steps steps) {
        return steps.truth();
    }

    /**
     * How far off the network is.
     *
     * @param raw its last values, {@code [row][value]}
     * @param aims the truth in the units of the loss, {@code [row][number]}, all known
     * @return one number, the mean over rows
     */
    Tensor loss(Tensor raw, Tensor aims);

    /**
     * Fits what is not a weight of the network: a temperature, the width of an interval.
     *
     * @param held about steps that no weight was fitted on
     */
    default void calibrate(Answers held) {}

    /**
     * Compares with the truth.
     *
     * @param answers what the network said
     * @return the metrics of this kind of head
     */
    Outcome judge(Answers answers);

    /**
     * What {@link Outcome#merit} is.
     *
     * @return the number that fits are compared by
     */
    Merit merit();

    /**
     * What was fitted besides the weights of the network.
     *
     * @return each number by its name
     */
    default Map<String, Double> constants() {
        return Map.of();
    }

    /**
     * Simple answers to compare with, where there are any.
     *
     * @param fitted what the weights were fitted on, asked for only where it is needed
     * @return each by its name, ready to answer
     */
    default Map<String, Baseline> baselines(Supplier<List<Steps>> fitted) {
        return Map.of();
    }

    /**
     * What a page shows of a test.
     *
     * @param tested the test
     * @return in the order of the page, possibly none
     */
    default List<Section> sections(Tested tested) {
        return List.of();
    }

    /**
     * What people are told.
     *
     * @param raw the network's last values, {@code [1][value][step]}
     * @param signal of the same steps, {@code [1][channel][step * sample]}
     * @return all outputs side by side, {@code [1][step][number]}
     */
    Tensor answer(Tensor raw, Tensor signal);

    /**
     * The part of the manifest that describes the outputs.
     *
     * @return at least one
     */
    List<OutputSpec> outputs();

    /**
     * Writes {@link #answer} as nodes.
     *
     * @param graph that is being written
     * @param raw name of the tensor {@code [batch][value][step]}
     * @return for each output the name of its tensor, {@code [batch][step]} and its shape
     */
    List<String> export(StreamGraph graph, String raw);
}
