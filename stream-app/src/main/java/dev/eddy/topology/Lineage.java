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
import org.jspecify.annotations.Nullable;

/**
 * The models that have scored for one task, one generation after the other. A key follows when its next event comes: a key
 * that sends nothing between two switches never meets the model in between. So what becomes of a key depends on the records
 * of its partition and on nothing else.
 *
 * @param generations first the model that the app was started with, then one for each switch; never empty
 * @param candidate the last one that was tried beside the last generation; null where none was
 */
record Lineage(List<Generation> generations, @Nullable Candidate candidate) {

    /**
     * One model.
     *
     * @param model which one
     * @param policy what becomes of the states of the generation before
     * @param offset of its switch in the partition; -1 for the first one
     * @param layout what it decides about the states of the keys
     * @param trial where the states are those of a trial, the offset of that
     */
    record Generation(ModelId model, StatePolicy policy, long offset, Layout layout, long trial) {}

    Lineage {
        generations = List.copyOf(generations);
    }

    static Lineage of(ModelId model, Layout layout) {
        return new Lineage(List.of(new Generation(model, StatePolicy.RESET, -1, layout, -1)), null);
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

    /** Whether an order is one for these models that was not taken yet: without transactions records can come again. */
    boolean awaits(ModelId model, long offset) {
        return model.name().equals(current().model().name())
                && current().offset() < offset
                && (candidate == null || candidate.offset() < offset);
    }

    /** The next generation. A policy that the two models do not allow becomes a reset. With it a trial is over. */
    Lineage after(Switch order, long offset, Layout layout) {
        boolean possible =
                switch (order.policy()) {
                    case CARRY -> layout.fits(current().layout());
                    case REPLAY -> layout.cutsAs(current().layout());
                    case RESET -> true;
                    case SHADOW, DUAL_RUN -> tries(order.model());
                };
        StatePolicy policy = possible ? order.policy() : StatePolicy.RESET;
        List<Generation> all = new ArrayList<>(generations);
        all.add(new Generation(order.model(), policy, offset, layout, candidate == null ? -1 : candidate.offset()));
        return new Lineage(all, null);
    }

    private boolean tries(ModelId model) {
        return candidate != null
                && candidate.runs()
                && candidate.trial().model().equals(model);
    }

    Lineage trying(Candidate next) {
        return new Lineage(generations, next);
    }

    /** Whether what a candidate has made of a key can still be of use. */
    boolean keeps(Shade shade, int generation) {
        boolean scores = candidate != null && candidate.runs() && candidate.offset() == shade.trial;
        return scores || since(generation).stream().anyMatch(it -> takes(it, shade));
    }

    private static boolean takes(Generation generation, Shade shade) {
        return generation.policy() == StatePolicy.SHADOW && generation.trial() == shade.trial;
    }

    /** Hands a key over from its generation to the last one. Says whether it was of another. */
    boolean bringUp(LiveKey key) {
        boolean behind = key.generation < last();
        if (behind) {
            key.state = handedOver(key);
            key.generation = last();
        }
        if (key.shade != null && !keeps(key.shade, key.generation)) {
            key.shade = null;
        }
        return behind;
    }

    private List<Generation> since(int generation) {
        return generations.subList(generation + 1, generations.size());
    }

    /** Whether a new epoch begins for a key when it is handed over. */
    boolean resets(LiveKey key) {
        Shade shade = key.shade;
        return since(key.generation).stream()
                .anyMatch(it -> it.policy() == StatePolicy.RESET
                        || (it.policy() == StatePolicy.SHADOW && (shade == null || !takes(it, shade))));
    }

    private KeyState handedOver(LiveKey key) {
        Layout layout = current().layout();
        float[] initial = layout.initial();
        if (resets(key)) {
            return key.state.restarted(layout.window(), initial);
        }
        Shade shade = key.shade;
        float[] hidden = key.state.hidden();
        for (Generation each : since(key.generation)) {
            if (each.policy() == StatePolicy.REPLAY) {
                hidden = initial;
            } else if (shade != null && takes(each, shade)) {
                hidden = shade.hidden();
            }
        }
        return key.state.handedOver(initial, hidden);
    }
}
