package dev.eddy.app;

import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model that scores the windows of one key at once, each on its own. One thread. */
final class KeyScorer {

    private final SequenceModel model;
    private final Layout layout;
    private final KeyStateCodec codec;

    /** Who gave the model closes it. */
    KeyScorer(SequenceModel model) {
        this.model = model;
        this.layout = Layout.of(model.manifest());
        this.codec = layout.codec(0);
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
    List<StepResult.Scored> hear(KeyState key, Samples samples) {
        key.accept(samples);
        return score(key);
    }

    /** Scores the windows that wait. */
    List<StepResult.Scored> score(KeyState key) {
        List<StepResult.Scored> scored = new ArrayList<>();
        for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
            StepResult.Scored result = step(new Step("", next.get(), key.hidden()));
            key.advance(result.state());
            scored.add(result);
        }
        return scored;
    }

    StepResult.Scored step(Step step) {
        return model.step(List.of(step)).get(0);
    }
}
