package dev.eddy.rollout;

import dev.eddy.inference.ModelId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was promoted of one name.
 *
 * @param promotions in order
 */
public record History(List<Promotion> promotions) {

    /** So many are remembered. */
    private static final int MOST = 200;

    /** Nothing yet. */
    public static final History NONE = new History(List.of());

    /** Copies the list. */
    public History {
        promotions = List.copyOf(promotions);
    }

    /**
     * One promotion.
     *
     * @param model that took over
     * @param policy what became of the hidden states
     * @param at when, ISO-8601
     * @param signals topic
     * @param offsets of the switch in each partition of it
     */
    public record Promotion(ModelId model, StatePolicy policy, String at, String signals, Map<Integer, Long> offsets) {

        /** Copies the offsets. */
        public Promotion {
            offsets = Map.copyOf(offsets);
        }
    }

    static History read(byte[] json) {
        try {
            return Json.read(json, History.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("the history of a model cannot be read: " + e.getMessage(), e);
        }
    }

    History plus(Promotion more) {
        List<Promotion> all = new ArrayList<>(promotions);
        all.add(more);
        return new History(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /**
     * What scores.
     *
     * @param signals topic
     * @return the promotion that came last there
     */
    public Optional<Promotion> last(String signals) {
        return promotions.stream().filter(it -> it.signals().equals(signals)).reduce((earlier, later) -> later);
    }

    /**
     * Where a model scores.
     *
     * @param model which one
     * @return the topics of signals on which it was the last to be promoted, in order
     */
    public SortedSet<String> scoredBy(ModelId model) {
        return promotions.stream()
                .map(Promotion::signals)
                .filter(it ->
                        last(it).filter(last -> last.model().equals(model)).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What scored before that.
     *
     * @param signals topic
     * @return the last promotion there of another model than the present one
     */
    public Optional<Promotion> before(String signals) {
        Optional<Promotion> last = last(signals);
        return promotions.stream()
                .filter(it -> it.signals().equals(signals)
                        && !it.model().equals(last.map(Promotion::model).orElse(null)))
                .reduce((earlier, later) -> later);
    }
}
