package dev.eddy.inference;

import java.util.ArrayList;
import java.util.List;

/** A model that never meets more than one step at once. */
final class SoloModel extends ModelInFront {

    /** Runs each step alone on a model that is closed with this one. */
    SoloModel(SequenceModel model) {
        super(model);
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        List<StepResult.Scored> results = new ArrayList<>(batch.size());
        batch.forEach(step -> results.addAll(model.step(List.of(step))));
        return results;
    }
}
