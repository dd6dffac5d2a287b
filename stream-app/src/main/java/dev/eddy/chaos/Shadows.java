package dev.eddy.chaos;

import dev.eddy.event.Prediction;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Window;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the models must say that are tried beside the one that scores: of each window that it scored meanwhile, from hidden
 * states of their own that begin with the trial or with the epoch. Whether they have said so is judged once both are known.
 * One thread.
 */
final class Shadows {

    private final SequenceModel model;
    private final Wording words;
    private final Findings findings;
    private final Shade[] shades;

    /** Where the findings go. */
    interface Findings {

        /** As it must be. */
        void right();

        /** Something is there twice. */
        void again(int key, Prediction found);

        /** Something must be there but is not. */
        void missing(int key, Prediction expected);

        /** Something must not be there, or must be otherwise. */
        void wrong(int key, Prediction found, String otherwise);
    }

    /** A key in the shadow. */
    private static final class Shade {
        final Queue<Prediction> expected = new ArrayDeque<>(1);
        final Queue<Prediction> found = new ArrayDeque<>(1);
        Lineup.@Nullable Trial trial;
        float[] hidden = {};

        @Nullable
        Prediction judged;
    }

    Shadows(SequenceModel model, Wording words, Findings findings, int keys) {
        this.model = model;
        this.words = words;
        this.findings = findings;
        this.shades = new Shade[keys];
        for (int key = 0; key < keys; key++) {
            shades[key] = new Shade();
        }
    }

    /** The model that scores has scored a window of a key, the next one that a trial covers. */
    void offer(int key, Window window, Lineup.Trial trial) {
        Shade shade = shades[key];
        boolean fresh = window.initial() || !trial.equals(shade.trial);
        float[] before = fresh ? model.manifest().initialState() : shade.hidden;
        StepResult.Scored scored = model.step(List.of(new Step(Integer.toString(key), window, before)))
                .get(0);
        shade.trial = trial;
        shade.hidden = scored.state();
        shade.expected.add(words.by(trial.version()).of(scored));
        settle(key);
    }

    /** A prediction was read in the shadow, the next one of its key. */
    void hear(int key, Prediction found) {
        shades[key].found.add(found);
        settle(key);
    }

    private void settle(int key) {
        Shade shade = shades[key];
        Prediction found = shade.found.peek();
        while (found != null && judges(key, shade, found)) {
            found = shade.found.peek();
        }
    }

    /** Judges what was found, unless what must be there is not known yet. */
    private boolean judges(int key, Shade shade, Prediction found) {
        Prediction before = shade.judged;
        if (before != null && sameModel(found, before) && place(found, before) <= 0) {
            findings.again(key, shade.found.remove());
            return true;
        }
        Prediction expected = shade.expected.poll();
        if (expected == null) {
            return false;
        }
        shade.judged = expected;
        if (found.equals(expected)) {
            shade.found.remove();
            findings.right();
        } else if (!sameModel(found, expected) || place(found, expected) > 0) {
            findings.missing(key, expected);
        } else {
            findings.wrong(key, shade.found.remove(), expected.toString());
        }
        return true;
    }

    private static boolean sameModel(Prediction one, Prediction other) {
        return one.getModelVersion().equals(other.getModelVersion());
    }

    private static int place(Prediction one, Prediction other) {
        int epoch = Long.compare(one.getEpoch(), other.getEpoch());
        return epoch != 0 ? epoch : Long.compare(one.getStep(), other.getStep());
    }

    /** Whatever has not come by now is missing, and what nothing gave reason for is wrong. */
    void end() {
        for (int key = 0; key < shades.length; key++) {
            for (Prediction expected : shades[key].expected) {
                findings.missing(key, expected);
            }
            for (Prediction found : shades[key].found) {
                findings.wrong(key, found, "none");
            }
        }
    }
}
