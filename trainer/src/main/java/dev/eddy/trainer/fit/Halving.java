package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * The greatest rate for some epochs, then half of the last epoch's in each.
 *
 * @param hold epochs at the greatest rate
 */
record Halving(int hold) implements Schedule {

    static Halving read(Fields fields) {
        return new Halving(fields.integer("hold", 1, 10_000, 3));
    }

    @Override
    public double rate(Moment now, double peak) {
        return peak * Math.pow(0.5, Math.max(0, now.epoch() + 1 - hold));
    }
}
