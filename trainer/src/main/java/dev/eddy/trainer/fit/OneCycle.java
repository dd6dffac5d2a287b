package dev.eddy.trainer.fit;

/** Up along half a cosine wave, then far down along another; the momentum does the opposite. */
record OneCycle() implements Schedule {

    private static final double RISING = 0.2;
    private static final double START = 1 / 25.0;
    private static final double END = START / 1e4;
    private static final double HIGH_MOMENTUM = 0.95;
    private static final double LOW_MOMENTUM = 0.85;

    @Override
    public double rate(Moment now, double peak) {
        return isRising(now) ? cosine(START * peak, peak, progress(now)) : cosine(peak, END * peak, progress(now));
    }

    @Override
    public double momentum(Moment now, double given) {
        return isRising(now)
                ? cosine(HIGH_MOMENTUM, LOW_MOMENTUM, progress(now))
                : cosine(LOW_MOMENTUM, HIGH_MOMENTUM, progress(now));
    }

    private static boolean isRising(Moment now) {
        return now.update() < top(now);
    }

    private static double top(Moment now) {
        return Math.max(0, RISING * now.updates() - 1);
    }

    /** Share of the rise, or of the fall, that is done. */
    private static double progress(Moment now) {
        double top = top(now);
        return isRising(now) ? now.update() / top : (now.update() - top) / Math.max(1, now.updates() - 1 - top);
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
    }
}
