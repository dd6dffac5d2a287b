package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which groups are the test part where {@code labels.csv} does not say so.
 *
 * @param test share of the groups, rounded up
 * @param seed decides which ones
 */
public record Partition(double test, int seed) {

    private static final double MOST = 0.9;
    private static final double USUAL = 0.2;

    /**
     * Reads {@code test} and {@code seed}; both may be left out.
     *
     * @param fields the mapping that holds them
     * @return the rule
     */
    public static Partition read(Fields fields) {
        return new Partition(fields.number("test", 0, MOST, USUAL), fields.integer("seed", 0, Integer.MAX_VALUE, 1));
    }

    /**
     * How a data set is split by this rule.
     *
     * @return one phrase
     */
    public String phrase() {
        return "column split of %s, else by group: test %s of them by seed %d".formatted(LabelFile.NAME, test, seed);
    }

    Set<String> test(Collection<String> all, Problems problems) {
        List<String> groups = new ArrayList<>(new TreeSet<>(all));
        int held = (int) Math.ceil(test * groups.size());
        problems.require(
                held < groups.size(),
                ("%s must name 2 groups or more so that test: %s of them can be held out but names %s;"
                                + " fill its column group, or add a column split, or set test: 0")
                        .formatted(LabelFile.NAME, test, groups));
        Collections.shuffle(groups, new Random(seed));
        return new HashSet<>(groups.subList(0, held));
    }
}
