package dev.eddy.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one pass over the training data went.
 *
 * @param epoch from 1
 * @param epochs how many there are at most
 * @param loss mean over the steps that count, in the units of the head's loss
 * @param validation merit on the held-out part, if there is one; greater is better
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
     * @param loss mean over the steps that count, in the units of the head's loss
     * @param validation merit on the held-out part, if there is one; greater is better
     * @param seconds that it took
     */
    public EpochReport(int epoch, int epochs, double loss, OptionalDouble validation, double seconds) {
        this(epoch, epochs, loss, validation, seconds, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * Whether its weights are to be preferred.
     *
     * @param other an epoch of the same fit
     * @return whether the held-out part says so: a greater merit, or the same one at a lower loss
     */
    public boolean isBetterThan(EpochReport other) {
        double merit = validation.orElse(Double.NaN);
        double otherMerit = other.validation.orElse(Double.NEGATIVE_INFINITY);
        boolean cheaper = validationLoss.orElse(Double.NaN) < other.validationLoss.orElse(Double.POSITIVE_INFINITY);
        return merit > otherMerit || (merit == otherMerit && cheaper);
    }

    /**
     * The epoch whose weights are kept.
     *
     * @param reports of a fit, in order
     * @return the first of the best ones, none without a held-out part
     */
    public static Optional<EpochReport> best(List<EpochReport> reports) {
        return reports.stream()
                .filter(report -> report.validation.isPresent() && !Double.isNaN(report.validation.getAsDouble()))
                .reduce((best, next) -> next.isBetterThan(best) ? next : best);
    }

    /**
     * The report as a line of text.
     *
     * @param merit what {@code validation} is
     * @return without line end
     */
    public String line(Merit merit) {
        String held = validation.isPresent()
                ? String.format(
                        Locale.ROOT, ", validation %s %.4f", merit.title(), merit.metric(validation.getAsDouble()))
                : "";
        return String.format(Locale.ROOT, "epoch %d/%d: loss %.4f%s, %.1f s", epoch, epochs, loss, held, seconds);
    }
}
