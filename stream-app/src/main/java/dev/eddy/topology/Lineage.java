package dev.eddy.topology;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Json;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.signal.KeyState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that have scored for one task, one generation after the other. A key follows when its next event comes: a key
 * that sends nothing between two switches never meets the model in between. So what becomes of a key depends on the records
 * of its partition and on nothing else.
 *
 * @param generations first the model that the app was started with, then one for each switch; never empty
 */
record Lineage(List<Generation> generations) {

    /**
     * One model.
     *
     * @param model which one
     * @param policy what becomes of the states of the generation before
     * @param offset of its switch in the partition; -1 for the first one
     * @param layout what it decides about the states of the keys
     */
    record Generation(ModelId model, StatePolicy policy, long offset, Layout layout) {}

    Lineage {
        generations = List.copyOf(generations);
    }

    static Lineage of(ModelId model, Layout layout) {
        return new Lineage(List.of(new Generation(model, StatePolicy.RESET, -1, layout)));
    }

    static Lineage read(byte[] json) {
        try {
            return Json.read(json, Lineage.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the stored models of a partition must be readable but are not: run the version of the app that wrote"
                            + " them, or reset it",
                    e);
        }
    }

    byte[] bytes() {
        return Json.bytes(this);
    }

    int last() {
        return generations.size() - 1;
    }

    Generation current() {
        return generations.get(last());
    }

    /** Whether a switch is one for these models that was not taken yet: without transactions records can come again. */
    boolean awaits(Switch order, long offset) {
        return order.model().name().equals(current().model().name())
                && current().offset() < offset;
    }

    /** The next generation. A policy that the two models do not allow becomes a reset. */
    Lineage after(Switch order, long offset, Layout layout) {
        boolean possible =
                switch (order.policy()) {
                    case CARRY -> layout.fits(current().layout());
                    case REPLAY -> layout.cutsAs(current().layout());
                    case RESET -> true;
                };
        List<Generation> all = new ArrayList<>(generations);
        all.add(new Generation(order.model(), possible ? order.policy() : StatePolicy.RESET, offset, layout));
        return new Lineage(all);
    }

    /** Hands a key over from its generation to the last one. */
    void bringUp(LiveKey key) {
        if (key.generation < last()) {
            key.state = handedOver(key.state, key.generation);
            key.generation = last();
        }
    }

    /** What was to become of the states of a generation, and of those after it. */
    List<StatePolicy> policiesSince(int generation) {
        return generations.subList(generation + 1, generations.size()).stream()
                .map(Generation::policy)
                .toList();
    }

    private KeyState handedOver(KeyState state, int from) {
        List<StatePolicy> policies = policiesSince(from);
        Layout layout = current().layout();
        float[] initial = layout.initial();
        if (policies.contains(StatePolicy.RESET)) {
            return state.restarted(layout.window(), initial);
        }
        return state.handedOver(initial, policies.contains(StatePolicy.REPLAY) ? initial : state.hidden());
    }
}
