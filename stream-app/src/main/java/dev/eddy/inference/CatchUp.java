package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many consecutive windows of a key that is behind may share a run of a model. They take less time so; but sums are made
 * in another order, so the last bits may not be those of one window after the other.
 */
public final class CatchUp {

    /** How far answers may be off those of one window after the other, as a share where they are greater than 1. */
    public static final double TOLERANCE = 1e-4;

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private CatchUp() {}

    /**
     * Tries a model out, and says in the log what came of it. A model that cannot score runs scores one window after the
     * other, which is always right: nothing but speed depends on it.
     *
     * @param model any
     * @param most what was asked for
     * @return the same, or 1
     */
    static int allowed(SequenceModel model, int most) {
        if (most == 1) {
            return 1;
        }
        String why = why(model, most);
        if (!why.isEmpty()) {
            LOG.warn("Model {} cannot catch up, its windows are scored one by one: {}", name(model), why);
        }
        return why.isEmpty() ? most : 1;
    }

    private static String name(SequenceModel model) {
        return model.manifest().name() + " " + model.manifest().version();
    }

    /** Why it cannot; empty if it can. */
    private static String why(SequenceModel model, int most) {
        if (!model.takesRuns()) {
            return "it must run on the processor, and its graph take windows as [batch][step]… and be told how many each row"
                    + " has (lengths in its manifest)";
        }
        try {
            double off = distance(model, most, 1);
            LOG.info(
                    "Model {}: up to {} consecutive windows of a key that is behind share a run; in trial windows that was {}",
                    name(model),
                    most,
                    off == 0 ? "equal to the bit" : "off by " + off);
            return off <= TOLERANCE
                    ? ""
                    : "in trial windows its answers were off by " + off + ", and at most " + TOLERANCE + " is allowed";
        } catch (RuntimeException | OutOfMemoryError e) {
            return "it failed on trial windows: " + e.getMessage();
        }
    }

    /**
     * Scores seeded noise in runs, and one window after the other.
     *
     * @param model that takes runs
     * @param most windows in a run, 2 or more
     * @param seed of the noise
     * @return the furthest that a number is off, as a share of it where it is greater than 1; NaN if one is not a number
     */
    public static double distance(SequenceModel model, int most, long seed) {
        List<Step> runs = runs(model.manifest(), most, seed);
        double off = 0;
        for (StepResult.Scored run : model.step(runs)) {
            float[] state = run.step().state();
            List<Window> windows = run.step().windows();
            int size = run.outputs().length / windows.size();
            for (int i = 0; i < windows.size(); i++) {
                StepResult.Scored one = model.step(List.of(new Step(run.step().key(), windows.get(i), state)))
                        .get(0);
                float[] told = Arrays.copyOfRange(run.outputs(), i * size, (i + 1) * size);
                off = Math.max(off, Probe.distance(one.outputs(), told));
                state = one.state();
            }
            off = Math.max(off, Probe.distance(state, run.state()));
        }
        return off;
    }

    /** Of different lengths, the longest one among them. */
    private static List<Step> runs(ModelManifest manifest, int most, long seed) {
        Random random = new Random(seed);
        List<Step> runs = new ArrayList<>();
        for (int length : new int[] {most, 1, most / 2 + 1}) {
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                windows.add(Step.noise("", manifest, random).window());
            }
            runs.add(new Step("noise" + length, windows, manifest.initialState()));
        }
        return runs;
    }
}
