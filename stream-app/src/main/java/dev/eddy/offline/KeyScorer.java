package dev.eddy.offline;

import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import dev.eddy.topology.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model that scores the windows of one key at once, each on its own. One thread. */
public final class KeyScorer {

    private final SequenceModel model;
    private final Layout layout;
    private final KeyStateCodec codec;
    private final Predictions words;

    /**
     * What a model says of a window.
     *
     * @param scored the window and its outputs
     * @param label the most probable one; empty for a model without labels
     */
    record Told(StepResult.Scored scored, String label) {}

    /** Who gave the model closes it. */
    public KeyScorer(SequenceModel model) {
        this.model = model;
        this.layout = Layout.of(model.manifest());
        this.codec = layout.codec(0);
        this.words = new Predictions(model.manifest());
    }

    Layout layout() {
        return layout;
    }

    KeyState fresh() {
        return codec.fresh();
    }

    /** A key of its own with the same past; none of its windows may wait. */
    KeyState copy(KeyState key) {
        return codec.read(codec.write(key));
    }

    /** Takes samples in and scores the windows that they complete. */
    List<Told> hear(KeyState key, Samples samples) {
        key.accept(samples);
        return score(key);
    }

    /** Scores the windows that wait. */
    List<Told> score(KeyState key) {
        List<Told> scored = new ArrayList<>();
        for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
            Told told = step(new Step("", next.get(), key.hidden()));
            key.advance(told.scored().state());
            scored.add(told);
        }
        return scored;
    }

    Told step(Step step) {
        StepResult.Scored scored = model.step(List.of(step)).get(0);
        return new Told(scored, words.label(scored.outputs()));
    }
}
