package dev.eddy.trainer.network;

import java.util.Arrays;

/**
 * The fixed weights of {@link Resample}: a sinc with a Kaiser window that lets pass what lies below {@value #PASSES} of half
 * the new rate, and damps what lies above half the new rate by {@value #DAMPED} dB. What goes out is late by {@value
 * #CROSSINGS} samples of the new rate.
 *
 * @param from samples per second of what comes in (Hz)
 * @param to samples per second of what goes out (Hz)
 */
record LowPass(int from, int to) {

    /** Share of half the new rate that passes unchanged. */
    static final double PASSES = 0.89;

    /** How much weaker what cannot be told at the new rate becomes (dB). */
    static final double DAMPED = 80;

    /** Samples of the new rate on either side that one of them is made of. */
    static final int CROSSINGS = 48;

    /** By Kaiser's rules for the shape of his window and the width of the slope, in radians times the length. */
    private static final double SHAPE = 0.1102 * (DAMPED - 8.7);

    private static final double SLOPE = (DAMPED - 8) / 2.285;

    /** Samples of the old rate on either side. */
    private int reach() {
        return (int) Math.ceil((double) CROSSINGS * from / to);
    }

    /** Samples that are remembered from before. */
    int context() {
        return 2 * reach();
    }

    /** Weights for one channel. */
    long size() {
        Resample ratio = new Resample(from, to);
        return (long) ratio.up() * (context() + ratio.down());
    }

    /** For each channel the kernels of all places, {@code [channel * up][context + down]}. */
    float[] kernels(int channels) {
        Resample ratio = new Resample(from, to);
        int width = context() + ratio.down();
        float[] all = new float[channels * ratio.up() * width];
        for (int row = 0; row < channels * ratio.up(); row++) {
            double place = (double) (row % ratio.up()) * ratio.down() / ratio.up();
            double[] kernel = kernel(place + reach(), width);
            for (int i = 0; i < width; i++) {
                all[row * width + i] = (float) kernel[i];
            }
        }
        return all;
    }

    /** Around some place of the old rate; its weights sum up to 1. */
    private double[] kernel(double middle, int width) {
        double[] kernel = new double[width];
        for (int i = 0; i < width; i++) {
            kernel[i] = weight(i - middle);
        }
        double sum = Arrays.stream(kernel).sum();
        return Arrays.stream(kernel).map(it -> it / sum).toArray();
    }

    private double weight(double distance) {
        double share = distance / reach();
        if (Math.abs(share) >= 1) {
            return 0;
        }
        double slope = SLOPE / (2 * Math.PI * 2 * reach());
        double turns = 2 * (0.5 * to / from - slope / 2) * distance;
        double sinc = turns == 0 ? 1 : Math.sin(Math.PI * turns) / (Math.PI * turns);
        return sinc * bessel(SHAPE * Math.sqrt(1 - share * share));
    }

    /** The modified Bessel function of the first kind, of order 0, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
