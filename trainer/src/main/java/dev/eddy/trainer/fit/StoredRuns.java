package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Stream;

/** Runs of steps whose samples may lie in a file: each is read when it is asked for, and not kept. */
public final class StoredRuns extends AbstractList<Steps> implements RandomAccess {

    private static final float[] ELSEWHERE = {};

    private final FloatStore samples;
    private final List<Steps> known = new ArrayList<>();

    /**
     * Stores some runs.
     *
     * @param runs taken one at a time
     * @param memory bytes of samples that are kept in memory
     */
    public StoredRuns(Stream<Steps> runs, long memory) {
        this.samples = new FloatStore(memory);
        runs.forEachOrdered(run -> {
            samples.add(run.values());
            known.add(new Steps(run.key(), run.group(), ELSEWHERE, run.labels(), run.truth()));
        });
    }

    @Override
    public Steps get(int index) {
        Steps run = known.get(index);
        return new Steps(run.key(), run.group(), samples.get(index), run.labels(), run.truth());
    }

    /**
     * What is known without reading any samples.
     *
     * @return the same runs with their labels and truth, but no values
     */
    public List<Steps> withoutValues() {
        return Collections.unmodifiableList(known);
    }

    @Override
    public int size() {
        return known.size();
    }

    /**
     * Where the samples lie.
     *
     * @return true when some are in a file
     */
    public boolean isSpilled() {
        return samples.isSpilled();
    }
}
