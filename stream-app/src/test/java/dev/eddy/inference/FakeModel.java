package dev.eddy.inference;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;

/** A model that a reader can compute: the state after is half the state before plus the sum of the window. */
public final class FakeModel implements SequenceModel {

    /** A window that holds this value makes the whole batch fail. */
    public static final float POISON = 666f;

    private final ModelManifest manifest;

    /** A model that wants its signal cut in a certain way. */
    public FakeModel(SignalSpec signal, WindowSpec window) {
        this.manifest = new ModelManifest(
                "fake",
                "1",
                signal,
                window,
                new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE, Axis.CHANNEL)),
                List.of(new StateSpec("h", "hN", List.of(1), 0, 0f)),
                null,
                List.of(),
                List.of(new OutputSpec("y", OutputSpec.Kind.RAW, List.of(1), List.of(), List.of())),
                null);
    }

    @Override
    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        return batch.stream().map(FakeModel::step).toList();
    }

    private static StepResult.Scored step(Step step) {
        float sum = 0.5f * step.state()[0];
        for (float value : step.window().values()) {
            if (value == POISON) {
                throw new InferenceException("the window is poisoned", null);
            }
            sum += value;
        }
        return new StepResult.Scored(step, new float[] {sum}, new float[] {sum});
    }

    @Override
    public void close() {}
}
