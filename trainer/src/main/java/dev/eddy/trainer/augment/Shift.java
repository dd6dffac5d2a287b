package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Moves the signal in time; where nothing comes from, its first or last sample is repeated.
 *
 * @param samples greatest move, forth or back, all as likely
 */
record Shift(int samples) implements Augmentation {

    static Shift read(Fields fields) {
        return new Shift(fields.integer("samples", 1, 1 << 24));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        int move = random.nextInt(-samples, samples + 1);
        return Resampling.at(values, channels, sample -> sample - (double) move);
    }
}
