package dev.eddy.inference;

import dev.eddy.model.ModelManifest;

/** A model that stands in front of another one, is what that one is, and closes it. */
public abstract class ModelInFront implements SequenceModel {

    /** The one behind. */
    protected final SequenceModel model;

    /**
     * Stands in front of a model.
     *
     * @param model closed with this one
     */
    protected ModelInFront(SequenceModel model) {
        this.model = model;
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
    public boolean takesRuns() {
        return model.takesRuns();
    }

    @Override
    public void close() {
        model.close();
    }
}
