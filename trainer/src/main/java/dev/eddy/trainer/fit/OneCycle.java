package dev.eddy.trainer.fit;

/**
 * The learning rate over time: up along half a cosine wave, then far down along another; the momentum does the opposite.
 *
 * @param updates in all epochs together
 * @param peak greatest rate
 */
record OneCycle(int updates, double peak) {

    private static final double RISING = 0.2;
    private static final double START = 1 / 25.0;
    private static final double END = START / 1e4;
    private static final double HIGH_MOMENTUM = 0.95;
    private static final double LOW_MOMENTUM = 0.85;

    double rate(int update) {
        return isRising(update)
                ? cosine(START * peak, peak, progress(update))
                : cosine(peak, END * peak, progress(update));
    }

    double momentum(int update) {
        return isRising(update)
                ? cosine(HIGH_MOMENTUM, LOW_MOMENTUM, progress(update))
                : cosine(LOW_MOMENTUM, HIGH_MOMENTUM, progress(update));
    }

    private boolean isRising(int update) {
        return update < top();
    }

    private double top() {
        return Math.max(0, RISING * updates - 1);
    }

    /** Share of the rise, or of the fall, that is done. */
    private double progress(int update) {
        return isRising(update) ? update / top() : (update - top()) / Math.max(1, updates - 1 - top());
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
    }
}
