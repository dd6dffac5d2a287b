package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a model answers to silence and to some seeded noise, to hold the same model on another device against it.
 *
 * @param steps that were scored
 * @param answers of the model that is trusted, in the same order
 */
public record Probe(List<Step> steps, List<StepResult.Scored> answers) {

    private static final int NOISES = 7;

    /**
     * Asks a model that is trusted.
     *
     * @param trusted the model on the processor
     * @return what it answered
     */
    public static Probe of(SequenceModel trusted) {
        ModelManifest manifest = trusted.manifest();
        Random random = new Random(1);
        List<Step> steps = new ArrayList<>(List.of(Step.silence("silence", manifest)));
        for (int i = 0; i < NOISES; i++) {
            steps.add(Step.noise("noise" + i, manifest, random));
        }
        return new Probe(List.copyOf(steps), List.copyOf(trusted.step(steps)));
    }

    /**
     * Asks another model the same.
     *
     * @param other the model on another device
     * @return the furthest that a number of its answers is off, as a share of it where it is greater than 1; NaN if one is
     *     not a number
     */
    public double distance(SequenceModel other) {
        List<StepResult.Scored> others = other.step(steps);
        double off = 0;
        for (int i = 0; i < answers.size(); i++) {
            off = Math.max(off, distance(answers.get(i).outputs(), others.get(i).outputs()));
            off = Math.max(off, distance(answers.get(i).state(), others.get(i).state()));
        }
        return off;
    }

    /**
     * Asks another model the same.
     *
     * @throws InferenceException when a number of its answers is further off than the tolerance
     */
    void requireAgreement(SequenceModel other, double tolerance) {
        double off = distance(other);
        if (!(off <= tolerance)) {
            throw new InferenceException(
                    "the answers of " + other.device() + " must agree with those of the processor to " + tolerance
                            + " but are off by " + off + "; raise --device-tolerance if that is good enough, or run on"
                            + " --device cpu",
                    null);
        }
    }

    /**
     * How far some numbers are from those that are right.
     *
     * @param trusted the right ones
     * @param other as many numbers
     * @return the furthest that one is off, as a share of it where it is greater than 1; NaN if any number is
     */
    public static double distance(float[] trusted, float[] other) {
        double most = 0;
        for (int i = 0; i < trusted.length; i++) {
            most = Math.max(most, Math.abs((double) trusted[i] - other[i]) / Math.max(1, Math.abs(trusted[i])));
        }
        return most;
    }
}
