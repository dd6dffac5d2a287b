package dev.eddy.topology;

import dev.eddy.inference.ModelId;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Tryout;

/**
 * What a candidate made of a window, beside the present model.
 *
 * @param candidate which model
 * @param failed whether it could not score what the present one could
 * @param agrees whether both say the same: the same label, or outputs within the tolerance where there are no labels; true
 *     where one of them said nothing
 * @param difference the largest one between two outputs; NaN where they cannot be compared
 * @param candidateNanos from handing the window to the candidate to its answer
 * @param incumbentNanos the same of the present model
 */
public record Likeness(
        ModelId candidate, boolean failed, boolean agrees, float difference, long candidateNanos, long incumbentNanos) {

    /** Of the answers of both to one window, the present model's first. */
    static Likeness of(Tryout trial, Answer incumbent, Answer candidate) {
        float difference = Float.NaN;
        boolean agrees = true;
        boolean failed = incumbent.isScore() && !candidate.isScore();
        if (incumbent.result() instanceof StepResult.Scored theirs
                && candidate.result() instanceof StepResult.Scored ours) {
            difference = difference(ours, theirs);
            String label = candidate.words().label(ours.outputs());
            agrees = label.isEmpty()
                    ? difference <= trial.limits().tolerance()
                    : label.equals(incumbent.words().label(theirs.outputs()));
        }
        return new Likeness(trial.model(), failed, agrees, difference, candidate.nanos(), incumbent.nanos());
    }

    /**
     * The largest difference between two outputs of two results.
     *
     * @param one result
     * @param other result
     * @return 0 or more; NaN where they have not as many
     */
    public static float difference(StepResult.Scored one, StepResult.Scored other) {
        float[] ours = one.outputs();
        float[] theirs = other.outputs();
        float most = ours.length == theirs.length ? 0 : Float.NaN;
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            most = Math.max(most, Math.abs(ours[i] - theirs[i]));
        }
        return most;
    }
}
