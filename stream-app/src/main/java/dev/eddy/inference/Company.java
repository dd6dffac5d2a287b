package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the others in a batch do to the answers of a model on the processor. They should do nothing; but a graph may be made
 * for one key alone, or be rounded in another way where it has only one.
 */
public enum Company {
    /** Nothing: the bits are the same in batches of all sizes. */
    WELCOME,
    /** A batch of one, and no other, is rounded in another way: with a second one in it, all are the same. */
    NEEDED,
    /** They change the bits, or the graph takes no others: every window is scored alone. */
    REFUSED;

    private static final int MOST = 16;
    private static final Set<Integer> SIZES = Set.of(1, 2, 3, 8);
    private static final int STEPS = 2;
    private static final long SEED = 1;

    /**
     * Scores seeded noise in batches of several sizes, from the first hidden state and from the one after it.
     *
     * @param model on the processor
     * @return what company does to it, as far as that shows; {@link #WELCOME} if noise alone is too much for it
     */
    public static Company of(SequenceModel model) {
        List<Step> steps = noise(model.manifest());
        try {
            return of(differing(model, steps));
        } catch (InferenceException e) {
            return scores(model, steps.subList(0, 1)) ? REFUSED : WELCOME;
        }
    }

    private static Company of(Set<Integer> differing) {
        if (differing.isEmpty()) {
            return WELCOME;
        }
        return differing.equals(Set.of(1)) ? NEEDED : REFUSED;
    }

    /** Sizes of batches that give other bits than the largest. */
    private static Set<Integer> differing(SequenceModel model, List<Step> first) {
        Set<Integer> differing = new TreeSet<>();
        List<Step> steps = first;
        for (int i = 0; i < STEPS; i++) {
            List<StepResult.Scored> together = model.step(steps);
            for (int size : SIZES) {
                if (!same(inParts(model, steps, size), together)) {
                    differing.add(size);
                }
            }
            steps = after(together);
        }
        return differing;
    }

    /** Without what is left over, which would be a smaller batch. */
    private static List<StepResult.Scored> inParts(SequenceModel model, List<Step> steps, int size) {
        List<StepResult.Scored> results = new ArrayList<>();
        for (int from = 0; from + size <= steps.size(); from += size) {
            results.addAll(model.step(steps.subList(from, from + size)));
        }
        return results;
    }

    private static boolean same(List<StepResult.Scored> some, List<StepResult.Scored> others) {
        boolean same = true;
        for (int i = 0; same && i < some.size(); i++) {
            same = Arrays.equals(some.get(i).outputs(), others.get(i).outputs())
                    && Arrays.equals(some.get(i).state(), others.get(i).state());
        }
        return same;
    }

    private static boolean scores(SequenceModel model, List<Step> steps) {
        try {
            model.step(steps);
            return true;
        } catch (InferenceException e) {
            return false;
        }
    }

    private static List<Step> noise(ModelManifest manifest) {
        Random random = new Random(SEED);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            steps.add(Step.noise("noise" + i, manifest, random));
        }
        return steps;
    }

    /** The windows of the others next, so that no key has the same twice. */
    private static List<Step> after(List<StepResult.Scored> results) {
        List<Step> next = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            StepResult.Scored of = results.get(i);
            next.add(new Step(
                    of.step().key(),
                    results.get((i + 1) % results.size()).step().window(),
                    of.state()));
        }
        return next;
    }

    /**
     * Gives a model the company that it can stand, so that no answer depends on it.
     *
     * @param model of which this is true; closed with what is returned
     * @return the model, behind batches that do it no harm
     */
    public SequenceModel before(SequenceModel model) {
        return switch (this) {
            case WELCOME -> model;
            case NEEDED -> new PaddedModel(model, List.of(2));
            case REFUSED -> new SoloModel(model);
        };
    }

    /**
     * What a person should know.
     *
     * @return some words
     */
    public String words() {
        return switch (this) {
            case WELCOME -> "keys share batches";
            case NEEDED ->
                "keys share batches; a batch of one is rounded in another way than larger ones, so silence is put beside it";
            case REFUSED ->
                "every key is scored in a run of its own, which takes longer: with others in the batch the graph fails, or"
                        + " answers something else; export it with a dynamic batch axis";
        };
    }
}
