package dev.eddy.trainer.augment;

import java.util.function.IntToDoubleFunction;

/** Reads a signal at other times, along a line between neighbouring samples. */
final class Resampling {

    private Resampling() {}

    /** The signal at {@code time.applyAsDouble(sample)}; before its start and after its end it stands still. */
    static float[] at(float[] values, int channels, IntToDoubleFunction time) {
        int last = values.length / channels - 1;
        float[] result = new float[values.length];
        for (int sample = 0; sample <= last; sample++) {
            double place = Math.max(0, Math.min(last, time.applyAsDouble(sample)));
            int before = Math.min((int) place, Math.max(0, last - 1));
            int after = Math.min(last, before + 1);
            double share = place - before;
            for (int c = 0; c < channels; c++) {
                double from = values[before * channels + c];
                double to = values[after * channels + c];
                result[sample * channels + c] = (float) (from + share * (to - from));
            }
        }
        return result;
    }
}
