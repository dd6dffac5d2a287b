package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * How a network is fitted.
 *
 * @param epochs passes over the training data, at most
 * @param batch runs of steps per update
 * @param rate greatest learning rate of the cycle
 * @param decay L2 penalty in the gradient of every parameter
 * @param clip greatest norm of all gradients together
 * @param validation share of the groups that is held out to choose the best epoch; 0 keeps the last epoch
 * @param patience epochs without a better one after which fitting ends; needs {@code validation}
 */
public record FitSpec(int epochs, int batch, double rate, double decay, double clip, double validation, int patience) {

    /**
     * Reads the mapping {@code fit} of an experiment.
     *
     * @param fields its fields
     * @return the spec
     */
    public static FitSpec read(Fields fields) {
        FitSpec spec = new FitSpec(
                fields.integer("epochs", 1, 10_000),
                fields.integer("batch", 1, 65_536),
                fields.number("rate", 1e-8, 10),
                fields.number("decay", 0, 10, 0),
                fields.number("clip", 1e-6, 1e6, 5),
                fields.number("validation", 0, 0.9, 0),
                fields.integer("patience", 1, 10_000, 10_000));
        fields.problems()
                .require(
                        spec.validation > 0 || !fields.has("patience"),
                        "fit.patience needs a held-out part to watch; add for example validation: 0.2");
        return spec;
    }
}
