package dev.eddy.trainer.search;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is searched for and how long.
 *
 * @param parameters the domain of each by its path in the experiment
 * @param trials how many are drawn
 * @param rungs epochs after which trials are compared, rising
 * @param keep share of the trials that goes on after each rung
 * @param folds how many the groups are divided into
 * @param every whether a trial is fitted once per fold; otherwise only the first fold is held out
 */
public record SearchSpec(
        Map<String, Domain> parameters, int trials, List<Integer> rungs, double keep, int folds, boolean every) {

    private static final int HELD_OUT = 5;
    private static final int MAX_EPOCHS = 10_000;
    private static final String EPOCHS = "fit.epochs";

    /**
     * Reads the mapping {@code search} of an experiment.
     *
     * @param fields its fields
     * @return the spec
     */
    public static SearchSpec read(Fields fields) {
        Map<String, Domain> parameters = new LinkedHashMap<>();
        fields.object("parameters")
                .entries()
                .forEach((path, domain) -> parameters.put(path, domain.read(Domain::read)));
        Fields halving = fields.object("halving");
        List<Integer> rungs =
                halving.items("rungs").stream().map(SearchSpec::epochs).toList();
        SearchSpec spec = new SearchSpec(
                parameters,
                fields.integer("trials", 1, 100_000),
                rungs,
                halving.read(it -> it.number("keep", 0.01, 1, 0.33)),
                fields.integer("folds", 2, 1000, HELD_OUT),
                fields.has("folds"));
        spec.check(fields);
        return spec;
    }

    private static int epochs(Item item) {
        return item.integer(1, MAX_EPOCHS);
    }

    private void check(Fields fields) {
        fields.problems()
                .require(
                        !parameters.isEmpty(),
                        "search.parameters must name a parameter; add one by its path, fit.rate");
        fields.problems()
                .require(
                        !parameters.containsKey(EPOCHS),
                        "search.parameters must not name fit.epochs, which is the last of search.halving.rungs");
        fields.problems()
                .require(
                        !rungs.isEmpty()
                                && rungs.stream().sorted().distinct().toList().equals(rungs),
                        "search.halving.rungs must be rising epochs but was %s; write for example [4, 12]"
                                .formatted(rungs));
    }

    /** Epochs of a whole fit. */
    int epochs() {
        return rungs.get(rungs.size() - 1);
    }

    /** How many of so many trials go on. */
    int kept(int trials) {
        return Math.max(1, (int) Math.ceil(keep * trials));
    }
}
