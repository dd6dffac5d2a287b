package dev.eddy.topology;

import dev.eddy.event.Prediction;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
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

/**
 * What one partition must predict when models take over in it: one event after the other, each window at once, no store, no
 * batches, no Kafka.
 */
public final class SwitchReference {

    private final Map<ModelId, ? extends SequenceModel> models;
    private final List<ModelId> took = new ArrayList<>();
    private final List<Boolean> resets = new ArrayList<>();
    private final Map<String, KeyState> states = new HashMap<>();
    /** Of the epoch of each key. */
    private final Map<String, List<Window>> windows = new HashMap<>();

    private final Map<String, Integer> met = new HashMap<>();
    private final Map<String, List<Prediction>> predictions = new LinkedHashMap<>();

    public SwitchReference(Map<ModelId, ? extends SequenceModel> models, ModelId first) {
        this.models = models;
        took.add(first);
        resets.add(true);
    }

    public void take(Switch order) {
        ModelManifest before = manifest();
        took.add(order.model());
        boolean same = before.window().equals(manifest().window())
                && before.states().equals(manifest().states());
        resets.add(order.policy() == StatePolicy.RESET || !same);
        if (order.policy() == StatePolicy.REPLAY && same) {
            states.replaceAll(this::replayed);
        }
    }

    /** From the first sample of the epoch on; a key that has slept through a reset begins anew when it wakes. */
    private KeyState replayed(String key, KeyState state) {
        int last = took.size() - 1;
        if (resets.subList(met.getOrDefault(key, 0) + 1, last + 1).contains(true)) {
            return state;
        }
        float[] hidden = manifest().initialState();
        for (Window window : windows.getOrDefault(key, List.of())) {
            hidden = model().step(List.of(new Step(key, window, hidden))).get(0).state();
        }
        met.put(key, last);
        return state.handedOver(manifest().initialState(), hidden);
    }

    public void take(String key, Samples samples) {
        KeyState state = states.get(key);
        int last = took.size() - 1;
        float[] initial = manifest().initialState();
        if (state == null) {
            state = new KeyState(manifest().signal(), manifest().window(), initial);
        } else if (resets.subList(met.getOrDefault(key, 0) + 1, last + 1).contains(true)) {
            state = state.restarted(manifest().window(), initial);
            windows.remove(key);
        } else if (met.getOrDefault(key, 0) < last) {
            state = state.handedOver(initial, state.hidden());
        }
        met.put(key, last);
        states.put(key, state);
        state.accept(samples);
        score(key, state);
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
            predictions.computeIfAbsent(key, it -> new ArrayList<>()).add(new Predictions(manifest()).of(scored));
        }
    }

    private ModelManifest manifest() {
        return model().manifest();
    }

    private SequenceModel model() {
        return Objects.requireNonNull(models.get(took.get(took.size() - 1)));
    }

    public Map<String, List<Prediction>> predictions() {
        return predictions;
    }
}
