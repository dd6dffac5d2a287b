package dev.eddy.offline;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.EventSerdes;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalFormat;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Control;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import dev.eddy.topology.EventDoor;
import dev.eddy.topology.KeyLife;
import dev.eddy.topology.Predictions;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of one key through door, windows and model until one prediction is made again. Windows of epochs before
 * are cut, but scored only where the state is carried on from them.
 *
 * <p>One thread.
 */
public final class Retrace implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Times of windows are rounded to microseconds. */
    private static final long ROUNDING = 2;

    private final ModelManifest manifest;
    private final ScoredKey wanted;
    private final TopologySettings.Bounds bounds;
    private final EventSerdes serdes;
    private final EventDoor door;
    private final InferenceEngine engine;
    private final Lane lane;
    private final Predictions words;
    private KeyState state;
    private int partition = -1;
    private boolean restarts;
    private @Nullable Prediction made;
    private int windows;
    private long events;

    /**
     * Where the events come from.
     *
     * @param name of the topic
     * @param registry of its schemas
     * @param format of its values
     * @param grace how long chunks were waited for
     */
    public record Topic(String name, RegistryConfig registry, SignalFormat format, Duration grace) {}

    /**
     * What was made.
     *
     * @param prediction as the stream would have it
     * @param windows that were scored
     * @param events of the key that were read
     */
    public record Made(Prediction prediction, int windows, long events) {}

    /**
     * Begins before the first event.
     *
     * @param model that made the prediction; closed with this
     * @param batchLimit the most windows in one run
     * @param topic whose events will come
     * @param wanted the prediction, of which key, step and times count
     */
    public Retrace(SequenceModel model, int batchLimit, Topic topic, ScoredKey wanted) {
        this.manifest = model.manifest();
        this.wanted = wanted;
        this.serdes = EventSerdes.of(topic.registry());
        TopologySettings usual = TopologySettings.usual();
        this.bounds = usual.bounds().withGrace(topic.grace());
        TopologySettings settings = new TopologySettings(
                topic.name(),
                usual.predictions(),
                usual.deadLetters(),
                usual.shadow(),
                bounds,
                topic.format(),
                KeyLife.ENDLESS,
                List.of());
        this.door = new EventDoor(settings, serdes, manifest);
        this.engine = new InferenceEngine(model, new BatchPolicy(batchLimit, Duration.ZERO), new MetricRegistry());
        this.lane = engine.openLane();
        this.words = new Predictions(manifest);
        this.state = fresh();
    }

    private KeyState fresh() {
        return new KeyState(manifest.signal(), manifest.window(), manifest.initialState(), bounds.graceMicros());
    }

    /** Takes an event of any key, those of one key in order, and says whether it wants more. */
    public boolean take(ConsumerRecord<String, byte[]> event) {
        if (Switch.isIn(event.headers())) {
            obey(event);
        } else if (Seed.isIn(event.headers())) {
            plant(event);
        } else if (!Control.isIn(event.headers()) && wanted.key().equals(event.key())) {
            partition = event.partition();
            events++;
            hear(event);
            score();
        }
        return made == null;
    }

    /** A key follows a switch when its next event comes. */
    private void obey(ConsumerRecord<String, byte[]> event) {
        if (event.partition() == partition) {
            Switch order = Switch.read(event.value());
            restarts |= order.model().name().equals(manifest.name()) && order.policy() == StatePolicy.RESET;
        }
    }

    /** What a seed of another model says is a dead letter to the app. */
    private void plant(ConsumerRecord<String, byte[]> event) {
        if (!wanted.key().equals(event.key())) {
            return;
        }
        try {
            Seed seed = Seed.read(event.value());
            ModelId of = seed.model();
            if (of.name().equals(manifest.name()) && of.version().equals(manifest.version())) {
                state = Layout.of(manifest).codec(bounds.graceMicros()).read(seed.state());
                restarts = false;
                score();
            }
        } catch (IllegalArgumentException | CorruptStateException e) {
            return; // it was a dead letter the first time
        }
    }

    private void hear(ConsumerRecord<String, byte[]> event) {
        byte @Nullable [] value = event.value();
        if (value == null) {
            state = fresh();
            restarts = false;
            return;
        }
        try {
            Samples samples = door.samples(value, event.timestamp(), event.headers());
            if (restarts) {
                state = state.restarted(manifest.window(), manifest.initialState());
                restarts = false;
            }
            if (state.takes(samples)) {
                state.accept(samples);
            }
        } catch (EventDoor.Unusable e) {
            return; // it was a dead letter the first time
        }
    }

    private void score() {
        Optional<Window> next = made == null ? state.begin() : Optional.empty();
        while (next.isPresent()) {
            Window window = next.get();
            if (window.startMicros() < beginning() - ROUNDING) {
                state.skip();
            } else {
                apply(window, scored(window));
            }
            next = made == null ? state.begin() : Optional.empty();
        }
    }

    /** When the first window began whose score matters. */
    private long beginning() {
        boolean carried = manifest.window().epochs().carried();
        long since = manifest.signal()
                .micros(wanted.prediction().getStep() * manifest.window().hop());
        return carried
                ? Long.MIN_VALUE + ROUNDING
                : Micros.of(wanted.prediction().getWindowStart()) - since;
    }

    private StepResult scored(Window window) {
        lane.submit(new Step(wanted.key(), window, state.hidden()));
        try {
            return lane.await(PATIENCE.toNanos())
                    .orElseThrow(() -> new IllegalStateException(
                            "the model must answer within " + PATIENCE + " but has not; give it a device that does"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scoring", e);
        }
    }

    private void apply(Window window, StepResult result) {
        windows++;
        if (result instanceof StepResult.Scored scored) {
            state.advance(scored.state());
            Prediction prediction = words.of(scored);
            made = isWanted(prediction) ? prediction : null;
        } else if (result instanceof StepResult.Failed failed) {
            state.skip();
            requireOther(window, failed);
        }
    }

    private boolean isWanted(Prediction prediction) {
        Prediction stored = wanted.prediction();
        return prediction.getStep() == stored.getStep()
                && prediction.getWindowStart().equals(stored.getWindowStart())
                && prediction.getWindowEnd().equals(stored.getWindowEnd());
    }

    private void requireOther(Window window, StepResult.Failed failed) {
        if (window.startMicros() == Micros.of(wanted.prediction().getWindowStart())) {
            throw new IllegalStateException(
                    "the model must score the window that it scored before but does not: " + failed.reason());
        }
    }

    /**
     * What was made of all events; asked once, after the last one.
     *
     * @return the prediction
     * @throws IllegalStateException when its window is no longer in the topic
     */
    public Made made() {
        state.release();
        score();
        Prediction it = made;
        if (it == null) {
            throw new IllegalStateException("the signals must hold step "
                    + wanted.prediction().getStep() + " of key " + wanted.key() + ", a window from "
                    + wanted.prediction().getWindowStart() + " on, but what is left of them ("
                    + events
                    + " events of that key) has no such window in such an epoch: the topic has let go of its beginning,"
                    + " or --grace or --epochs are not what they were");
        }
        return new Made(it, windows, events);
    }

    @Override
    public void close() {
        lane.close();
        engine.close();
        serdes.close();
    }
}
