package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import java.util.List;

/**
 * A model that scores steps. It holds no state of any stream, so one instance serves all keys.
 *
 * <p>One thread at a time.
 */
public interface SequenceModel extends AutoCloseable {

    /**
     * What it promises.
     *
     * @return its manifest
     */
    ModelManifest manifest();

    /**
     * Scores the steps of different keys in one run.
     *
     * @param batch one step per key, not empty; windows and states of the manifest's sizes; steps of several windows only
     *     where {@link #takesRuns} says so
     * @return one result per step, in the same order
     * @throws InferenceException when the run fails; no step of the batch is scored then
     */
    List<StepResult.Scored> step(List<Step> batch);

    /**
     * Where it runs. Any thread may ask.
     *
     * @return what computes now
     */
    default Device device() {
        return Device.CPU;
    }

    /**
     * Whether a step may have several windows.
     *
     * @return true where the graph takes as many steps of each row as it is told
     */
    default boolean takesRuns() {
        return false;
    }

    /**
     * How often its device was lost and another one went on. Any thread may ask.
     *
     * @return a count since the start
     */
    default long failovers() {
        return 0;
    }

    @Override
    void close();
}
