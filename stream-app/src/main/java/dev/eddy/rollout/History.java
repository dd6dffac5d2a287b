package dev.eddy.rollout;

import dev.eddy.inference.ModelId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was promoted and tried of one name.
 *
 * @param promotions in order
 * @param rehearsals in order
 */
public record History(List<Promotion> promotions, List<Rehearsal> rehearsals) {

    /** So many are remembered. */
    private static final int MOST = 200;

    /** Nothing yet. */
    public static final History NONE = new History(List.of(), List.of());

    /** Copies the lists; what is from before there were trials has none of them. */
    public History {
        promotions = List.copyOf(promotions);
        rehearsals = rehearsals == null ? List.of() : List.copyOf(rehearsals);
    }

    /**
     * One promotion.
     *
     * @param model that took over
     * @param policy what became of the hidden states
     * @param at when, ISO-8601
     * @param signals topic
     * @param offsets of the switch in each partition of it
     * @param untilMillis since 1970, how long the model before goes on beside it in a {@link StatePolicy#DUAL_RUN}; 0
     *     otherwise
     */
    public record Promotion(
            ModelId model,
            StatePolicy policy,
            String at,
            String signals,
            Map<Integer, Long> offsets,
            long untilMillis) {

        /** Copies the offsets. */
        public Promotion {
            offsets = Map.copyOf(offsets);
        }

        Promotion at(Map<Integer, Long> places) {
            return new Promotion(model, policy, at, signals, places, untilMillis);
        }
    }

    /**
     * A trial that was begun or, with a share of 0, ended.
     *
     * @param trial which model, and on what terms
     * @param at when, ISO-8601
     * @param signals topic
     * @param offsets of the order in each partition of it
     */
    public record Rehearsal(Tryout trial, String at, String signals, Map<Integer, Long> offsets) {

        /** Copies the offsets. */
        public Rehearsal {
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
        return new History(plus(promotions, more), rehearsals);
    }

    History plus(Rehearsal more) {
        return new History(promotions, plus(rehearsals, more));
    }

    private static <T> List<T> plus(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    /**
     * What is tried, as far as nobody has ended it; in some partitions it may have ended by itself.
     *
     * @param signals topic
     * @return the trial that came last there, unless a promotion came after it
     */
    public Optional<Rehearsal> tried(String signals) {
        Instant since = last(signals).map(it -> Instant.parse(it.at())).orElse(Instant.MIN);
        return rehearsals.stream()
                .filter(it -> it.signals().equals(signals))
                .reduce((earlier, later) -> later)
                .filter(it -> it.trial().share() > 0 && Instant.parse(it.at()).isAfter(since));
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
     * Where a model is tried.
     *
     * @param model which one
     * @return the first topic of signals on which it is, in the order in which it was begun
     */
    public Optional<String> triedOn(ModelId model) {
        return rehearsals.stream()
                .map(Rehearsal::signals)
                .filter(it -> tried(it)
                        .filter(trial -> trial.trial().model().equals(model))
                        .isPresent())
                .findFirst();
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

    /**
     * Where a dual run still needs a model to which another one was promoted. The first promotion does not say which
     * model was there before: it may be any.
     *
     * @param model which one
     * @param now time of a clock
     * @return the last promotion on such a topic of signals
     */
    public Optional<Promotion> neededIn(ModelId model, Instant now) {
        return promotions.stream()
                .filter(it -> last(it.signals()).filter(it::equals).isPresent())
                .filter(it ->
                        it.untilMillis() > now.toEpochMilli() && !it.model().equals(model))
                .filter(it ->
                        before(it.signals()).map(Promotion::model).orElse(model).equals(model))
                .findFirst();
    }
}
