package dev.eddy.trainer.augment;

import dev.eddy.signal.GapFill;
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

    /**
     * Changes the samples of windows, each of which may end in a value that tells whether it was measured.
     *
     * @param values {@code [sample][value]} flattened, not changed
     * @param width values of a sample
     * @param fill what stands for samples that are missing
     * @param random decides how
     * @return as many samples
     */
    default float[] apply(float[] values, int width, GapFill fill, RandomGenerator random) {
        if (fill != GapFill.MASK) {
            return apply(values, width, random);
        }
        int channels = width - 1;
        float[] signal = new float[values.length / width * channels];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = values[i / channels * width + i % channels];
        }
        float[] changed = apply(signal, channels, random);
        float[] result = values.clone();
        for (int i = 0; i < changed.length; i++) {
            result[i / channels * width + i % channels] = changed[i];
        }
        return result;
    }

    /** Notes what does not fit to a signal of so many channels. */
    default void check(int channels, Problems problems) {}
}
