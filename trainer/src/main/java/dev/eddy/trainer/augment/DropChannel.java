package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Replaces whole channels by their mean.
 *
 * @param share chance of each channel to be dropped
 */
record DropChannel(double share) implements Augmentation {

    static DropChannel read(Fields fields) {
        return new DropChannel(fields.number("share", 0, 0.99));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double[] means = Channels.of(values, channels).means();
        float[] result = values.clone();
        for (int c = 0; c < channels; c++) {
            boolean dropped = random.nextDouble() < share;
            for (int i = c; dropped && i < values.length; i += channels) {
                result[i] = (float) means[c];
            }
        }
        return result;
    }
}
