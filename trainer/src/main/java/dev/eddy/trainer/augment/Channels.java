package dev.eddy.trainer.augment;

/** The mean and deviation of each channel of a signal. */
record Channels(double[] means, double[] deviations) {

    static Channels of(float[] values, int channels) {
        int samples = values.length / channels;
        double[] means = new double[channels];
        double[] deviations = new double[channels];
        for (int i = 0; i < values.length; i++) {
            means[i % channels] += values[i] / (double) samples;
        }
        for (int i = 0; i < values.length; i++) {
            double off = values[i] - means[i % channels];
            deviations[i % channels] += off * off / samples;
        }
        for (int c = 0; c < channels; c++) {
            deviations[c] = Math.sqrt(deviations[c]);
        }
        return new Channels(means, deviations);
    }
}
