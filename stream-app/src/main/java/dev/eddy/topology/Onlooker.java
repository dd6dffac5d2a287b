package dev.eddy.topology;

import dev.eddy.inference.ModelId;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Samples;
import java.util.Optional;

/**
 * Looks on at what happens to the keys, before it is committed. Called by stream threads, several at once: it returns at
 * once, throws nothing and changes nothing of what it is shown. While it does not watch, it costs the stream the one
 * question.
 */
public interface Onlooker {

    /** Never watches, as one that says nothing else. */
    Onlooker NOBODY = new Onlooker() {};

    /**
     * Whether the rest is to be called; asked for each event and each prediction.
     *
     * @return true while anybody looks
     */
    default boolean watching() {
        return false;
    }

    /**
     * Samples came.
     *
     * @param key whose they are
     * @param samples as they came, duplicates and all
     */
    default void arrived(String key, Samples samples) {}

    /**
     * A window was scored.
     *
     * @param key whose it is
     * @param result outputs and the hidden state after it
     * @param words of the model that scored it
     */
    default void scored(String key, StepResult.Scored result, Predictions words) {}

    /**
     * A partition is scored by a model from now on, and another one may be tried beside it. This one is called whether it
     * watches or not.
     *
     * @param partition of the signals
     * @param model that scores
     * @param trial that goes on there
     */
    default void scores(int partition, ModelId model, Optional<Tryout> trial) {}

    /**
     * A partition is no longer with this instance. This one is called whether it watches or not.
     *
     * @param partition of the signals
     */
    default void left(int partition) {}

    /**
     * A candidate has scored a window, or failed to. This one is called whether it watches or not.
     *
     * @param comparison of it with the present model
     */
    default void compared(Likeness comparison) {}

    /**
     * Something became a dead letter. This one is called whether it watches or not.
     *
     * @param key whose it is, shortened, or empty
     * @param reason one word
     * @param message what was wrong and what to do
     */
    default void refused(String key, String reason, String message) {}
}
