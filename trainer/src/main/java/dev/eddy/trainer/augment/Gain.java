package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Makes the whole signal louder or softer.
 *
 * @param decibels greatest change up or down, all as likely
 */
record Gain(double decibels) implements Augmentation {

    static Gain read(Fields fields) {
        return new Gain(fields.number("decibels", 0, 60));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double factor = Math.pow(10, random.nextDouble(-1, 1) * decibels / 20);
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) (values[i] * factor);
        }
        return result;
    }
}
