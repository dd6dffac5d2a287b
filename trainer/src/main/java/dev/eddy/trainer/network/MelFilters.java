package dev.eddy.trainer.network;

/**
 * The fixed weights of {@link LogMel}: a windowed Fourier transform, and triangular bands on the mel scale.
 *
 * @param fft length of the Fourier transform
 * @param bands number of bands
 * @param low lower edge of the lowest band (Hz)
 * @param sampleRate samples per second (Hz)
 */
record MelFilters(int fft, int bands, double low, double sampleRate) {

    /** Real and imaginary parts of all lines, {@code [2 * lines][frame]}, with a periodic Hann window in them. */
    float[] fourier(int frame) {
        int lines = fft / 2 + 1;
        float[] kernels = new float[2 * lines * frame];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < frame; i++) {
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / frame);
                double angle = 2 * Math.PI * ((long) line * i % fft) / fft;
                kernels[line * frame + i] = (float) (hann * Math.cos(angle));
                kernels[(lines + line) * frame + i] = (float) (-hann * Math.sin(angle));
            }
        }
        return kernels;
    }

    /** Weights that turn squared real and imaginary parts into energy per band, {@code [bands][2 * lines]}. */
    float[] energyToBands() {
        int lines = fft / 2 + 1;
        float[] weights = new float[bands * 2 * lines];
        for (int band = 0; band < bands; band++) {
            for (int line = 0; line < lines; line++) {
                float weight = (float) triangle(band, line * sampleRate / fft);
                weights[band * 2 * lines + line] = weight;
                weights[band * 2 * lines + lines + line] = weight;
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
