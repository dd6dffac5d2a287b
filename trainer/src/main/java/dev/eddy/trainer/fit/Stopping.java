package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;

/**
 * When fitting ends and which epoch is kept.
 *
 * @param validation share of the groups that is held out to choose the best epoch; 0 keeps the last epoch
 * @param patience epochs without a better one after which fitting ends; needs {@code validation}
 */
public record Stopping(double validation, int patience) {

    private static final int NEVER = 10_000;

    static Stopping read(Fields fields) {
        return new Stopping(fields.number("validation", 0, 0.9, 0), fields.integer("patience", 1, NEVER, NEVER));
    }

    boolean isPatient() {
        return patience < NEVER;
    }
}
