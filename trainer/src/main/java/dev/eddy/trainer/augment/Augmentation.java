package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Problems;
import java.util.random.RandomGenerator;

/** One way of changing samples. A pure function. */
interface Augmentation {

    /**
     * Changes a signal.
     *
     * @param values {@code [sample][channel]} flattened, not changed
     * @param channels of a sample
     * @param random decides how
     * @return as many samples
     */
    float[] apply(float[] values, int channels, RandomGenerator random);

    /** Notes what does not fit to a signal of so many channels. */
    default void check(int channels, Problems problems) {}
}
