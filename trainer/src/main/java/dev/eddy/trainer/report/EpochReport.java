package dev.eddy.trainer.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How one pass over the training data went.
 *
 * @param epoch from 1
 * @param epochs how many there are at most
 * @param loss mean per scored step: cross-entropy (nats), or mean squared error
 * @param validation merit on the held-out part, if there is one: share of right answers, or minus the mean squared error
 * @param seconds that it took
 * @param validationLoss like {@code loss}, on the held-out part, if it was measured
 * @param rate learning rate at the end of the epoch, if it is known
 */
public record EpochReport(
        int epoch,
        int epochs,
        double loss,
        OptionalDouble validation,
        double seconds,
        OptionalDouble validationLoss,
        OptionalDouble rate) {

    /**
     * Without the loss of the held-out part and the learning rate.
     *
     * @param epoch from 1
     * @param epochs how many there are at most
     * @param loss mean per scored step: cross-entropy (nats), or mean squared error
     * @param validation merit on the held-out part, if there is one: share of right answers, or minus the mean squared error
     * @param seconds that it took
     */
    public EpochReport(int epoch, int epochs, double loss, OptionalDouble validation, double seconds) {
        this(epoch, epochs, loss, validation, seconds, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * The report as a line of text.
     *
     * @return without line end
     */
    public String line() {
        String held = validation.isPresent()
                ? String.format(Locale.ROOT, ", validation merit %.4f", validation.getAsDouble())
                : "";
        return String.format(Locale.ROOT, "epoch %d/%d: loss %.4f%s, %.1f s", epoch, epochs, loss, held, seconds);
    }
}
