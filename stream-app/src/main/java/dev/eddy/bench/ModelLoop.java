package dev.eddy.bench;

import dev.eddy.event.Prediction;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.topology.Predictions;
import java.util.ArrayList;
import java.util.List;

/** The model alone, always with a full batch: the first windows of the known keys, over and over. */
final class ModelLoop {

    private final Expectation expected;

    ModelLoop(Expectation expected) {
        this.expected = expected;
    }

    Measurement run(SequenceModel model) {
        List<Step> batch = batch(model.manifest());
        List<StepResult.Scored> results = model.step(batch);
        Clocks start = Clocks.at(0, Clocks.ownCpuNanos());
        long done = 0;
        while (done < expected.total()) {
            results = model.step(batch);
            done += batch.size();
        }
        return Clocks.at(done, Clocks.ownCpuNanos()).since(start, 0, fault(model.manifest(), results));
    }

    private List<Step> batch(ModelManifest model) {
        List<Step> firsts = new ArrayList<>();
        for (Recording recording : expected.recordings()) {
            KeyState key = new KeyState(model.signal(), model.window(), model.initialState());
            key.accept(new Samples(recording.startMicros(), recording.values(), false));
            firsts.add(new Step(recording.key(), key.begin().orElseThrow(), key.hidden()));
        }
        List<Step> batch = new ArrayList<>();
        for (int i = 0; i < BatchPolicy.CPU.limit(); i++) {
            batch.add(firsts.get(i % firsts.size()));
        }
        return batch;
    }

    private String fault(ModelManifest model, List<StepResult.Scored> results) {
        Predictions words = new Predictions(model);
        for (StepResult.Scored result : results) {
            List<Prediction> known = expected.known().getOrDefault(result.step().key(), List.of());
            if (known.isEmpty() || !known.get(0).equals(words.of(result))) {
                return "predictions differ from those scored offline";
            }
        }
        return "";
    }
}
