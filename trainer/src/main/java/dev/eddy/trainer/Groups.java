package dev.eddy.trainer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who or what was recorded. A group is never divided between fitting and validation.
 *
 * @param names of all groups, each once and sorted
 */
record Groups(List<String> names) {

    static Groups of(Collection<String> names) {
        return new Groups(List.copyOf(new TreeSet<>(names)));
    }

    /**
     * Holds some groups out.
     *
     * @param share of the groups, rounded up, 0 to below 1
     * @param seed decides which ones
     * @return the groups that are held out
     */
    Set<String> held(double share, long seed) {
        return Set.copyOf(shuffled(seed).subList(0, (int) Math.ceil(share * names.size())));
    }

    /**
     * Divides the groups into folds whose sizes differ by one at most.
     *
     * @param folds how many; with as many folds as groups each is one group
     * @param fold which one, from 1
     * @param seed decides which groups come together
     * @return the groups of that fold
     */
    Set<String> fold(int folds, int fold, long seed) {
        List<String> shuffled = shuffled(seed);
        List<String> chosen = new ArrayList<>();
        for (int i = fold - 1; i < shuffled.size(); i += folds) {
            chosen.add(shuffled.get(i));
        }
        return Set.copyOf(chosen);
    }

    Groups without(Set<String> some) {
        return of(names.stream().filter(name -> !some.contains(name)).toList());
    }

    private List<String> shuffled(long seed) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
