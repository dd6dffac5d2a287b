package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Adds normal noise to every value.
 *
 * @param deviation of the noise, in units of the channel's own deviation over the run
 */
record Jitter(double deviation) implements Augmentation {

    static Jitter read(Fields fields) {
        return new Jitter(fields.number("deviation", 0, 100));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double[] deviations = Channels.of(values, channels).deviations();
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) (values[i] + deviation * deviations[i % channels] * random.nextGaussian());
        }
        return result;
    }
}
