package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Replaces a stretch of time by the mean of each channel.
 *
 * @param share greatest length of the stretch, in units of the run; all lengths are as likely
 */
record Mask(double share) implements Augmentation {

    static Mask read(Fields fields) {
        return new Mask(fields.number("share", 0, 1));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        int samples = values.length / channels;
        int length = random.nextInt((int) (share * samples) + 1);
        int from = random.nextInt(samples - length + 1);
        double[] means = Channels.of(values, channels).means();
        float[] result = values.clone();
        for (int i = from * channels; i < (from + length) * channels; i++) {
            result[i] = (float) means[i % channels];
        }
        return result;
    }
}
