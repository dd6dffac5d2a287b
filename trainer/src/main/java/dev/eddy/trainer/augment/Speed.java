package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Plays the signal faster or slower from its start on; what is missing at the end repeats the last sample.
 *
 * @param share greatest change of speed, all as likely
 */
record Speed(double share) implements Augmentation {

    static Speed read(Fields fields) {
        return new Speed(fields.number("share", 0, 0.9));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double factor = 1 + random.nextDouble(-1, 1) * share;
        return Resampling.at(values, channels, sample -> sample * factor);
    }
}
