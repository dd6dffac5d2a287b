package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Adds normal noise whose power is so far below that of each channel, its mean taken off.
 *
 * @param snr signal to noise ratio (dB)
 */
record WhiteNoise(double snr) implements Augmentation {

    static WhiteNoise read(Fields fields) {
        return new WhiteNoise(fields.number("snr", -40, 120));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double deviation = Math.pow(10, -snr / 20);
        return new Jitter(deviation).apply(values, channels, random);
    }
}
