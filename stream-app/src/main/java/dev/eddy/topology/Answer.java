package dev.eddy.topology;

import dev.eddy.inference.StepResult;

/**
 * What a model said of a window.
 *
 * @param result of the window
 * @param words of the model
 * @param eventMillis time of the event that completed it
 * @param nanos that the model took
 */
record Answer(StepResult result, Predictions words, long eventMillis, long nanos) {

    boolean isScore() {
        return result instanceof StepResult.Scored;
    }
}
