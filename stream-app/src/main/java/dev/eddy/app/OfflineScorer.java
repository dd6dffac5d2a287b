package dev.eddy.app;

import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.topology.Predictions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Scores whole recordings without Kafka: the same windows, the same model, the same words as the stream, so the same
 * predictions. The keys go through the model side by side, each in its own order.
 *
 * <p>One thread.
 */
final class OfflineScorer {

    private final SequenceModel model;
    private final Predictions words;
    private final int batchLimit;

    OfflineScorer(SequenceModel model, int batchLimit) {
        this.model = model;
        this.words = new Predictions(model.manifest());
        this.batchLimit = batchLimit;
    }

    /**
     * Scores recordings; each ends with an end of event, as {@code produce} marks it.
     *
     * @param recordings of the model's signal, those of one key in the order of time
     * @param out receives the predictions, those of one key in order
     */
    void score(List<Recording> recordings, Consumer<ScoredKey> out) {
        Map<String, KeyState> keys = new LinkedHashMap<>();
        for (Recording recording : recordings) {
            requireSignal(recording);
            keys.computeIfAbsent(recording.key(), key -> fresh())
                    .accept(new Samples(recording.startMicros(), recording.values(), true));
        }
        List<Map.Entry<String, KeyState>> all = new ArrayList<>(keys.entrySet());
        for (int from = 0; from < all.size(); from += batchLimit) {
            scoreTogether(new ArrayList<>(all.subList(from, Math.min(all.size(), from + batchLimit))), out);
        }
    }

    private KeyState fresh() {
        ModelManifest manifest = model.manifest();
        return new KeyState(manifest.signal(), manifest.window(), manifest.initialState());
    }

    private void requireSignal(Recording recording) {
        if (!recording.signal().equals(model.manifest().signal())) {
            throw new IllegalArgumentException("the recording " + recording.key() + " must be of "
                    + model.manifest().signal() + " as the model was fitted on but is of " + recording.signal());
        }
    }

    private void scoreTogether(List<Map.Entry<String, KeyState>> keys, Consumer<ScoredKey> out) {
        while (!keys.isEmpty()) {
            List<Step> batch = new ArrayList<>(keys.size());
            for (Iterator<Map.Entry<String, KeyState>> each = keys.iterator(); each.hasNext(); ) {
                Map.Entry<String, KeyState> key = each.next();
                key.getValue()
                        .begin()
                        .ifPresentOrElse(
                                window -> batch.add(new Step(
                                        key.getKey(), window, key.getValue().hidden())),
                                each::remove);
            }
            if (!batch.isEmpty()) {
                apply(keys, model.step(batch), out);
            }
        }
    }

    private void apply(
            List<Map.Entry<String, KeyState>> keys, List<StepResult.Scored> results, Consumer<ScoredKey> out) {
        for (int i = 0; i < results.size(); i++) {
            StepResult.Scored result = results.get(i);
            keys.get(i).getValue().advance(result.state());
            out.accept(new ScoredKey(result.step().key(), words.of(result)));
        }
    }
}
