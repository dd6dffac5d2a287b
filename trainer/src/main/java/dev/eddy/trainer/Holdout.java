package dev.eddy.trainer;

import dev.eddy.trainer.data.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The training part, divided by groups.
 *
 * @param fitted what the weights are fitted on
 * @param held what the best epoch is chosen on
 */
record Holdout(List<Steps> fitted, List<Steps> held) {

    /**
     * Holds some groups out.
     *
     * @param all the training part
     * @param share of the groups that is held out, rounded up, 0 to below 1
     * @param seed decides which ones
     * @return both parts, in the order of {@code all}
     */
    static Holdout of(List<Steps> all, double share, long seed) {
        List<String> groups =
                new ArrayList<>(new TreeSet<>(all.stream().map(Steps::group).toList()));
        Collections.shuffle(groups, new Random(seed));
        Set<String> chosen = new HashSet<>(groups.subList(0, (int) Math.ceil(share * groups.size())));
        return new Holdout(
                all.stream().filter(one -> !chosen.contains(one.group())).toList(),
                all.stream().filter(one -> chosen.contains(one.group())).toList());
    }
}
