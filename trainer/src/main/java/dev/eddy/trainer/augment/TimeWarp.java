package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Lets time run faster and slower in turns, once over the run; start and end stay where they are.
 *
 * @param strength greatest change of speed, 0 to below 1
 */
record TimeWarp(double strength) implements Augmentation {

    static TimeWarp read(Fields fields) {
        return new TimeWarp(fields.number("strength", 0, 0.9));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double last = Math.max(1, values.length / channels - 1);
        double phase = random.nextDouble(2 * Math.PI);
        double swing = strength * random.nextDouble() / (2 * Math.PI);
        return Resampling.at(values, channels, sample -> {
            double turn = 2 * Math.PI * sample / last;
            return sample + last * swing * (Math.sin(turn + phase) - Math.sin(phase));
        });
    }
}
