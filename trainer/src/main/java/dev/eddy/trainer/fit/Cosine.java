package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * Up along a line, then along half a cosine wave down to 0 at the last update.
 *
 * @param warmup share of all updates that the rise takes
 */
record Cosine(double warmup) implements Schedule {

    static Cosine read(Fields fields) {
        return new Cosine(fields.number("warmup", 0, 0.9, 0.1));
    }

    @Override
    public double rate(Moment now, double peak) {
        long rise = Math.round(warmup * now.updates());
        if (now.update() < rise) {
            return peak * (now.update() + 1) / rise;
        }
        double progress = (now.update() - rise) / (double) Math.max(1, now.updates() - 1 - rise);
        return peak / 2 * (1 + Math.cos(Math.PI * progress));
    }
}
