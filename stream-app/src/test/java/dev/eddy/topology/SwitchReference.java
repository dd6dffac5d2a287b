package dev.eddy.topology;

import dev.eddy.event.Prediction;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Overlap;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one partition must predict when models take over and are tried in it: one event after the other, each window at once, no store, no
 * batches, no Kafka.
 */
public final class SwitchReference {

    private static final int NONE = -1;

    private final Map<ModelId, ? extends SequenceModel> models;
    private final List<ModelId> took = new ArrayList<>();
    private final List<Boolean> resets = new ArrayList<>();
    /** Of each model that took over, the trial whose states it goes on from. */
    private final List<Integer> trials = new ArrayList<>();

    private final Map<String, KeyState> states = new HashMap<>();
    /** Of the epoch of each key. */
    private final Map<String, List<Window>> windows = new HashMap<>();

    private final Map<String, Integer> met = new HashMap<>();
    private final Map<String, List<Prediction>> predictions = new LinkedHashMap<>();

    private @Nullable Tryout trial;
    private int tried;
    /** Hidden states of each trial, by its number and the key. */
    private final Map<String, float[]> shades = new HashMap<>();

    private final Map<String, List<Prediction>> shadowed = new LinkedHashMap<>();

    /** How long two models score the same keys; null while they do not. */
    private @Nullable Overlap overlap;
    /** On how many windows in a row both have agreed, of each trial and key. */
    private final Map<String, Integer> agreed = new HashMap<>();

    public SwitchReference(Map<ModelId, ? extends SequenceModel> models, ModelId first) {
        this.models = models;
        took.add(first);
        resets.add(true);
        trials.add(NONE);
    }

    public void take(Switch order) {
        if (order.overlap() != null) {
            if (cutsAs(order.model())) {
                overlap = null;
                take(new Tryout(order.model(), 1, "", Tryout.Limits.USUAL));
                overlap = order.overlap();
            }
            return;
        }
        ModelManifest before = manifest();
        took.add(order.model());
        boolean cutsAs = before.window().equals(manifest().window());
        boolean same = cutsAs && before.states().equals(manifest().states());
        boolean shadow = order.policy() == StatePolicy.SHADOW
                && trial != null
                && trial.model().equals(order.model());
        resets.add(order.policy() == StatePolicy.RESET || (order.policy() == StatePolicy.SHADOW ? !shadow : !same));
        trials.add(shadow ? tried : NONE);
        trial = null;
        overlap = null;
        if (order.policy() == StatePolicy.REPLAY && same) {
            states.replaceAll(this::replayed);
        }
    }

    /** A candidate that cuts other windows is not tried, nor is any while another one takes over: that changes nothing. */
    public void take(Tryout order) {
        if (overlap == null && (order.share() == 0 || cutsAs(order.model()))) {
            tried++;
            trial = order.share() > 0 ? order : null;
        }
    }

    private boolean cutsAs(ModelId other) {
        return model(other).manifest().window().equals(manifest().window());
    }

    /** Whether a key has slept through a reset, or through the takeover of a model that had not scored it. */
    private boolean isReset(String key) {
        for (int i = met.getOrDefault(key, 0) + 1; i < took.size(); i++) {
            if (resets.get(i) || (trials.get(i) != NONE && !shades.containsKey(trials.get(i) + key))) {
                return true;
            }
        }
        return false;
    }

    /** From the first sample of the epoch on; a key that has slept through a reset begins anew when it wakes. */
    private KeyState replayed(String key, KeyState state) {
        if (isReset(key)) {
            return state;
        }
        float[] hidden = manifest().initialState();
        for (Window window : windows.getOrDefault(key, List.of())) {
            hidden = model().step(List.of(new Step(key, window, hidden))).get(0).state();
        }
        met.put(key, took.size() - 1);
        return state.handedOver(manifest().initialState(), hidden);
    }

    /** A signal in the millisecond of its record. */
    public void take(String key, Samples samples, long millis) {
        if (overlap != null && trial != null && millis >= overlap.untilMillis()) {
            take(new Switch(trial.model(), StatePolicy.SHADOW, 0));
        }
        take(key, samples);
    }

    public void take(String key, Samples samples) {
        KeyState state = states.get(key);
        float[] initial = manifest().initialState();
        if (state == null) {
            state = new KeyState(manifest().signal(), manifest().window(), initial);
        } else if (isReset(key)) {
            state = state.restarted(manifest().window(), initial);
            windows.remove(key);
        } else if (met.getOrDefault(key, 0) < took.size() - 1) {
            state = state.handedOver(initial, hidden(key, state));
        }
        met.put(key, took.size() - 1);
        states.put(key, state);
        state.accept(samples);
        score(key, state);
    }

    private float[] hidden(String key, KeyState state) {
        float[] hidden = state.hidden();
        for (int i = met.getOrDefault(key, 0) + 1; i < took.size(); i++) {
            hidden = shades.getOrDefault(trials.get(i) + key, hidden);
        }
        return hidden;
    }

    private void score(String key, KeyState state) {
        for (Optional<Window> window = state.begin(); window.isPresent(); window = state.begin()) {
            if (window.get().step() == 0) {
                windows.remove(key);
            }
            windows.computeIfAbsent(key, it -> new ArrayList<>()).add(window.get());
            StepResult.Scored scored = model().step(List.of(new Step(key, window.get(), state.hidden())))
                    .get(0);
            state.advance(scored.state());
            Prediction told = new Predictions(manifest()).of(scored);
            if (trial != null && trial.covers(key)) {
                StepResult.Scored other = shadow(trial.model(), key, window.get());
                Prediction candidate = new Predictions(model(trial.model()).manifest()).of(other);
                if (overlap == null) {
                    shadowed.computeIfAbsent(key, it -> new ArrayList<>()).add(candidate);
                } else {
                    told = handsOver(tried + key, scored, other, overlap) ? candidate : told;
                }
            }
            predictions.computeIfAbsent(key, it -> new ArrayList<>()).add(told);
        }
    }

    /** Whether the second model speaks for this window; the window counts for the ones after it. */
    private boolean handsOver(String shade, StepResult.Scored first, StepResult.Scored second, Overlap terms) {
        int before = agreed.getOrDefault(shade, 0);
        if (first.step().window().initial() || before >= terms.windows()) {
            agreed.put(shade, Integer.MAX_VALUE);
            return true;
        }
        boolean agrees = Math.abs(first.outputs()[0] - second.outputs()[0]) <= terms.tolerance();
        agreed.put(shade, agrees ? before + 1 : 0);
        return false;
    }

    private StepResult.Scored shadow(ModelId candidate, String key, Window window) {
        SequenceModel model = model(candidate);
        float[] initial = model.manifest().initialState();
        float[] hidden = window.initial() ? initial : shades.getOrDefault(tried + key, initial);
        StepResult.Scored scored =
                model.step(List.of(new Step(key, window, hidden))).get(0);
        shades.put(tried + key, scored.state());
        return scored;
    }

    private ModelManifest manifest() {
        return model().manifest();
    }

    private SequenceModel model() {
        return model(took.get(took.size() - 1));
    }

    private SequenceModel model(ModelId id) {
        return Objects.requireNonNull(models.get(id));
    }

    public Map<String, KeyState> states() {
        return states;
    }

    public Map<String, List<Prediction>> predictions() {
        return predictions;
    }

    /** What the models said that were tried. */
    public Map<String, List<Prediction>> shadowed() {
        return shadowed;
    }
}
