package dev.eddy.offline;

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
import dev.eddy.signal.Window;
import dev.eddy.topology.Predictions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores whole recordings without Kafka: the same windows, the same engine, the same words as the stream, so the same
 * predictions. The keys go through the model side by side, each in its own order.
 *
 * <p>One thread.
 */
public final class OfflineScorer {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineScorer.class);
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final SequenceModel model;
    private final Predictions words;
    private final BatchPolicy policy;

    /** A scorer that closes the model when it has scored. */
    public OfflineScorer(SequenceModel model, int batchLimit) {
        this(model, new BatchPolicy(batchLimit, Duration.ZERO));
    }

    /** With several windows of a key in a run, where the policy allows it. */
    public OfflineScorer(SequenceModel model, BatchPolicy policy) {
        this.model = model;
        this.words = new Predictions(model.manifest());
        this.policy = policy;
    }

    /**
     * Scores recordings; each ends with an end of event, as {@code produce} marks it.
     *
     * @param recordings of the model's signal, those of one key in the order of time
     * @param out receives the predictions, those of one key in order
     */
    public void score(List<Recording> recordings, Consumer<ScoredKey> out) {
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
    public void scoreReadings(Map<String, List<Samples>> readings, Consumer<ScoredKey> out) {
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
        int limit = policy.limit();
        try (InferenceEngine engine = new InferenceEngine(model, policy, new MetricRegistry());
                Lane lane = engine.openLane()) {
            for (int from = 0; from < all.size(); from += limit) {
                Map<String, KeyState> some = new LinkedHashMap<>();
                all.subList(from, Math.min(all.size(), from + limit))
                        .forEach(key -> some.put(key.getKey(), key.getValue()));
                scoreTogether(some, engine.catchUp(), lane, out);
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

    private void scoreTogether(Map<String, KeyState> keys, int catchUp, Lane lane, Consumer<ScoredKey> out) {
        List<StepResult> results;
        do {
            keys.forEach((key, state) -> {
                List<Window> windows = state.begin(catchUp);
                if (!windows.isEmpty()) {
                    lane.submit(new Step(key, windows, state.hidden()));
                }
            });
            results = await(lane);
            results.forEach(
                    it -> apply(Objects.requireNonNull(keys.get(it.step().key())), it, out));
        } while (!results.isEmpty());
    }

    private static List<StepResult> await(Lane lane) {
        List<StepResult> results = new ArrayList<>();
        try {
            while (lane.inFlight() > 0) {
                lane.await(PATIENCE_NANOS).ifPresent(results::add);
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
