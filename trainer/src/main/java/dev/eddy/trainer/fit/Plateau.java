package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * Lower whenever the validation part has not become better for some epochs.
 *
 * @param factor by which the rate is multiplied
 * @param patience epochs without a better one after which that happens
 */
record Plateau(double factor, int patience) implements Schedule {

    static Plateau read(Fields fields) {
        return new Plateau(fields.number("factor", 1e-3, 0.99, 0.5), fields.integer("patience", 1, 10_000, 3));
    }

    @Override
    public double rate(Moment now, double peak) {
        double best = Double.NEGATIVE_INFINITY;
        double rate = peak;
        int since = 0;
        for (double merit : now.merits()) {
            since = merit > best ? 0 : since + 1;
            best = merit > best ? merit : best;
            if (since == patience) {
                rate *= factor;
                since = 0;
            }
        }
        return rate;
    }
}
