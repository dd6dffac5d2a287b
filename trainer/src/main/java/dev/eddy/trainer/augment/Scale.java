package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * Multiplies each channel by a number near 1.
 *
 * @param deviation of that number from 1, normal
 */
record Scale(double deviation) implements Augmentation {

    static Scale read(Fields fields) {
        return new Scale(fields.number("deviation", 0, 10));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double[] factors = DoubleStream.generate(() -> 1 + deviation * random.nextGaussian())
                .limit(channels)
                .toArray();
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) (values[i] * factors[i % channels]);
        }
        return result;
    }
}
