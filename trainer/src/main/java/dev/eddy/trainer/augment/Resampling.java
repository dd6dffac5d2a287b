package dev.eddy.trainer.augment;

import java.util.function.IntToDoubleFunction;

/**
 * Reads a signal at other times without changing its spectrum: with a windowed sinc, whose cutoff comes down where time
 * runs faster so that nothing folds back. A line between neighbouring samples would dull high tones and add others, which
 * a network then learns instead.
 *
 * <p>Oppenheim, Schafer: Discrete-Time Signal Processing, 3rd edition, chapter 4.6.
 */
final class Resampling {

    /** Samples that are heard on either side. */
    private static final int REACH = 12;

    /** Places between two samples for which there are weights. */
    private static final int PHASES = 128;

    private final float[][] weights;

    private Resampling(double cutoff) {
        this.weights = new float[PHASES + 1][];
        for (int phase = 0; phase <= PHASES; phase++) {
            weights[phase] = weights((double) phase / PHASES, cutoff);
        }
    }

    /** The signal at {@code time.applyAsDouble(sample)}; before its start and after its end it stands still. */
    static float[] at(float[] values, int channels, IntToDoubleFunction time) {
        int last = values.length / channels - 1;
        double fastest = 1;
        for (int sample = 0; sample < last; sample++) {
            fastest = Math.max(fastest, time.applyAsDouble(sample + 1) - time.applyAsDouble(sample));
        }
        Resampling resampling = new Resampling(1 / fastest);
        float[] result = new float[values.length];
        for (int sample = 0; sample <= last; sample++) {
            double place = Math.max(0, Math.min(last, time.applyAsDouble(sample)));
            for (int channel = 0; channel < channels; channel++) {
                result[sample * channels + channel] = resampling.read(values, channels, channel, place);
            }
        }
        return result;
    }

    private float read(float[] values, int channels, int channel, double place) {
        int last = values.length / channels - 1;
        int before = (int) place;
        double phase = (place - before) * PHASES;
        int lower = Math.min((int) phase, PHASES - 1);
        float share = (float) (phase - lower);
        float sum = 0;
        for (int tap = 0; tap < 2 * REACH; tap++) {
            int sample = Math.max(0, Math.min(last, before - REACH + 1 + tap));
            float weight = weights[lower][tap] + share * (weights[lower + 1][tap] - weights[lower][tap]);
            sum += weight * values[sample * channels + channel];
        }
        return sum;
    }

    /** What each of the samples around a place counts; they sum up to 1, so that what stands still stays. */
    private static float[] weights(double phase, double cutoff) {
        double[] weights = new double[2 * REACH];
        double sum = 0;
        for (int tap = 0; tap < weights.length; tap++) {
            double distance = tap - REACH + 1 - phase;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / (REACH + 1));
            weights[tap] = window * sinc(cutoff * distance);
            sum += weights[tap];
        }
        float[] normal = new float[weights.length];
        for (int tap = 0; tap < weights.length; tap++) {
            normal[tap] = (float) (weights[tap] / sum);
        }
        return normal;
    }

    private static double sinc(double x) {
        if (x == Math.rint(x)) {
            return x == 0 ? 1 : 0;
        }
        return Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
