package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Keeps a part of the run, moves it to the end and fills what is before it with zeros.
 *
 * @param share least length that is kept, in units of the run; all lengths are as likely
 */
record Crop(double share) implements Augmentation {

    static Crop read(Fields fields) {
        return new Crop(fields.number("share", 0.01, 1));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        int samples = values.length / channels;
        int least = Math.max(1, (int) Math.ceil(share * samples));
        int length = random.nextInt(least, samples + 1);
        int from = random.nextInt(samples - length + 1);
        float[] result = new float[values.length];
        System.arraycopy(values, from * channels, result, (samples - length) * channels, length * channels);
        return result;
    }
}
