package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import java.util.ArrayList;
import java.util.List;

/** A model that never meets more than one step at once. */
final class SoloModel implements SequenceModel {

    private final SequenceModel model;

    /** Runs each step alone on a model that is closed with this one. */
    SoloModel(SequenceModel model) {
        this.model = model;
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        List<StepResult.Scored> results = new ArrayList<>(batch.size());
        batch.forEach(step -> results.addAll(model.step(List.of(step))));
        return results;
    }

    @Override
    public ModelManifest manifest() {
        return model.manifest();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public void close() {
        model.close();
    }
}
