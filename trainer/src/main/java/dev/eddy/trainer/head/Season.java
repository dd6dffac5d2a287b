package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;

/**
 * The samples at the same time one season ago, repeated where the forecast goes further.
 *
 * @param last the shape of the forecast
 * @param season samples of one season, at most those of a step
 */
record Season(LastSample last, int season) implements Baseline {

    @Override
    public float[] forecast(Steps steps) {
        int channels = last.channels();
        float[] all = new float[steps.count() * last.ahead() * channels];
        for (int i = 0; i < all.length; i++) {
            int step = i / (last.ahead() * channels);
            int ahead = i / channels % last.ahead();
            int sample = (step + 1) * last.samples() - season + ahead % season;
            all[i] = steps.values()[sample * channels + i % channels];
        }
        return all;
    }
}
