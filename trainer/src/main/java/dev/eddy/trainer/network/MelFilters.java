package dev.eddy.trainer.network;

/**
 * The fixed weights of {@link LogMel}: triangular bands on the mel scale.
 *
 * @param fft length of the Fourier transform
 * @param bands number of bands
 * @param low lower edge of the lowest band (Hz)
 * @param sampleRate samples per second (Hz)
 */
record MelFilters(int fft, int bands, double low, double sampleRate) {

    /** Weights that turn energy per line into energy per band, {@code [bands][lines]}. */
    float[] energyToBands() {
        int lines = fft / 2 + 1;
        float[] weights = new float[bands * lines];
        for (int band = 0; band < bands; band++) {
            for (int line = 0; line < lines; line++) {
                weights[band * lines + line] = (float) triangle(band, line * sampleRate / fft);
            }
        }
        return weights;
    }

    private double triangle(int band, double frequency) {
        double rising = (frequency - edge(band)) / (edge(band + 1) - edge(band));
        double falling = (edge(band + 2) - frequency) / (edge(band + 2) - edge(band + 1));
        return Math.max(0, Math.min(rising, falling));
    }

    /** One of {@code bands + 2} frequencies (Hz) at equal distance on the mel scale. */
    private double edge(int index) {
        double lowest = mel(low);
        double highest = mel(sampleRate / 2);
        return 700 * (Math.pow(10, (lowest + (highest - lowest) * index / (bands + 1)) / 2595) - 1);
    }

    private static double mel(double frequency) {
        return 2595 * Math.log10(1 + frequency / 700);
    }
}
