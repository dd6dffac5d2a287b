package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.topology.Predictions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores whole recordings without Kafka: the same windows, the same engine, the same words as the stream, so the same
 * predictions. The keys go through the model side by side, each in its own order.
 *
 * <p>One thread.
 */
final class OfflineScorer {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineScorer.class);
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final SequenceModel model;
    private final Predictions words;
    private final int batchLimit;

    /** A scorer that closes the model when it has scored. */
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
        scoreKeys(keys, out);
    }

    /**
     * Scores readings at any times, by the model's rule for them.
     *
     * @param readings events of each key, in the order of time
     * @param out receives the predictions, those of one key in order
     */
    void scoreReadings(Map<String, List<Samples>> readings, Consumer<ScoredKey> out) {
        Map<String, KeyState> keys = new LinkedHashMap<>();
        readings.forEach((key, events) -> {
            KeyState state = fresh();
            events.forEach(state::accept);
            keys.put(key, state);
        });
        scoreKeys(keys, out);
    }

    private void scoreKeys(Map<String, KeyState> keys, Consumer<ScoredKey> out) {
        List<Map.Entry<String, KeyState>> all = List.copyOf(keys.entrySet());
        try (InferenceEngine engine =
                        new InferenceEngine(model, new BatchPolicy(batchLimit, Duration.ZERO), new MetricRegistry());
                Lane lane = engine.openLane()) {
            for (int from = 0; from < all.size(); from += batchLimit) {
                scoreTogether(all.subList(from, Math.min(all.size(), from + batchLimit)), lane, out);
            }
        }
    }

    private KeyState fresh() {
        ModelManifest manifest = model.manifest();
        return new KeyState(manifest.signal(), manifest.window(), manifest.initialState());
    }

    private void requireSignal(Recording recording) {
        SignalSpec wanted = model.manifest().signal();
        if (!recording.signal().equals(wanted)) {
            throw new IllegalArgumentException(
                    "the recording %s must have %s as the model was fitted on but has %s; give one like those, or a model for it"
                            .formatted(recording.key(), words(wanted), words(recording.signal())));
        }
    }

    private static String words(SignalSpec signal) {
        return "%d %s at %s Hz"
                .formatted(signal.channels(), signal.channels() == 1 ? "channel" : "channels", signal.sampleRate());
    }

    private void scoreTogether(List<Map.Entry<String, KeyState>> keys, Lane lane, Consumer<ScoredKey> out) {
        Map<String, StepResult> results;
        do {
            for (Map.Entry<String, KeyState> key : keys) {
                KeyState state = key.getValue();
                state.begin().ifPresent(window -> lane.submit(new Step(key.getKey(), window, state.hidden())));
            }
            results = await(lane);
            for (Map.Entry<String, KeyState> key : keys) {
                StepResult result = results.get(key.getKey());
                if (result != null) {
                    apply(key.getValue(), result, out);
                }
            }
        } while (!results.isEmpty());
    }

    private static Map<String, StepResult> await(Lane lane) {
        Map<String, StepResult> results = new HashMap<>();
        try {
            while (lane.inFlight() > 0) {
                lane.await(PATIENCE_NANOS)
                        .ifPresent(result -> results.put(result.step().key(), result));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scoring", e);
        }
        return results;
    }

    private void apply(KeyState state, StepResult result, Consumer<ScoredKey> out) {
        if (result instanceof StepResult.Scored scored) {
            state.advance(scored.state());
            out.accept(new ScoredKey(scored.step().key(), words.of(scored)));
        } else if (result instanceof StepResult.Failed failed) {
            state.skip();
            LOG.warn(
                    "Window {} of {} could not be scored: {}",
                    failed.step().window().step(),
                    failed.step().key(),
                    failed.reason());
        }
    }
}
