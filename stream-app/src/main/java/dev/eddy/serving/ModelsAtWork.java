package dev.eddy.serving;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Tryout;
import dev.eddy.topology.Likeness;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which models score the partitions of this instance, and how one that is tried does beside them. Any thread may call. */
public final class ModelsAtWork {

    private final Map<Integer, ModelId> present = new TreeMap<>();
    private final Map<Integer, Tryout> trials = new TreeMap<>();
    private TrialSoFar soFar = TrialSoFar.NOTHING;

    synchronized void scores(int partition, ModelId model, Optional<Tryout> trial) {
        present.put(partition, model);
        trial.ifPresentOrElse(it -> trials.put(partition, it), () -> trials.remove(partition));
    }

    synchronized void left(int partition) {
        present.remove(partition);
        trials.remove(partition);
    }

    synchronized void compared(Likeness comparison) {
        soFar = soFar.of(comparison.candidate()).plus(comparison);
    }

    /** The one that scores most partitions; nothing while none is here. */
    synchronized Optional<ModelId> present() {
        return scoring().entrySet().stream()
                .max(Map.Entry.<ModelId, Long>comparingByValue()
                        .thenComparing(it -> it.getKey().toString(), Comparator.naturalOrder()))
                .map(Map.Entry::getKey);
    }

    /** How many partitions each model scores. */
    synchronized Map<ModelId, Long> scoring() {
        return present.values().stream().collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    }

    /** In how many partitions each model is tried. */
    synchronized Map<ModelId, Long> tried() {
        return trials.values().stream().collect(Collectors.groupingBy(Tryout::model, Collectors.counting()));
    }

    /** A trial that goes on here. */
    synchronized Optional<Tryout> trial() {
        return trials.values().stream().findFirst();
    }

    /** How a candidate has done on this instance since it was first tried here. */
    synchronized TrialSoFar soFar(ModelId candidate) {
        return soFar.of(candidate);
    }
}
