package dev.eddy.trainer.export;

import java.util.List;

/**
 * What a model file said and remembered while the steps of one key went by.
 *
 * @param answers after each step all outputs side by side
 * @param states after each step the hidden state, flat, in the order of the manifest
 */
public record Trace(List<float[]> answers, List<float[]> states) {

    /** Copies the lists. */
    public Trace {
        answers = List.copyOf(answers);
        states = List.copyOf(states);
    }
}
