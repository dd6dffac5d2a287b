package dev.eddy.trainer.report;

import java.util.OptionalDouble;

/** The number that epochs are compared by. It is greater for the better one, so errors are kept with a minus. */
public enum Merit {
    /** The share of right answers, in [0, 1]. */
    ACCURACY("accuracy", 1),
    /** The mean squared error, in the units of the loss. */
    MSE("mse", -1);

    private final String title;
    private final int sign;

    Merit(String title, int sign) {
        this.title = title;
        this.sign = sign;
    }

    /**
     * What people call it.
     *
     * @return the name of the metric
     */
    public String title() {
        return title;
    }

    /**
     * The metric that a merit stands for.
     *
     * @param merit greater is better
     * @return the same without the minus of errors
     */
    public double metric(double merit) {
        return sign * merit;
    }

    /**
     * A report as people read it.
     *
     * @param report whose validation is a merit
     * @return the same, but its validation is the metric
     */
    public EpochReport metric(EpochReport report) {
        OptionalDouble merit = report.validation();
        return new EpochReport(
                report.epoch(),
                report.epochs(),
                report.loss(),
                merit.isPresent() ? OptionalDouble.of(metric(merit.getAsDouble())) : merit,
                report.seconds(),
                report.validationLoss(),
                report.rate());
    }
}
