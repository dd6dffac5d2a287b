package dev.eddy.trainer.fit;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;

/**
 * How a network is fitted.
 *
 * @param epochs passes over the training data, at most
 * @param batches which runs of steps make one update
 * @param optimizer how gradients become changes of the weights
 * @param schedule the learning rate over time
 * @param stopping when fitting ends and which epoch is kept
 * @param memory bytes of samples and features that are kept in memory; what is more goes to a temporary file
 */
public record FitSpec(
        int epochs, Batches batches, OptimizerSpec optimizer, Schedule schedule, Stopping stopping, long memory) {

    /**
     * Reads the mapping {@code fit} of an experiment.
     *
     * @param fields its fields
     * @return the spec
     */
    public static FitSpec read(Fields fields) {
        FitSpec spec = new FitSpec(
                fields.integer("epochs", 1, 10_000),
                Batches.read(fields),
                OptimizerSpec.read(fields),
                Schedule.read(fields),
                Stopping.read(fields),
                MemorySize.read(fields));
        spec.check(fields);
        return spec;
    }

    private void check(Fields fields) {
        Problems problems = fields.problems();
        problems.require(
                !(schedule instanceof OneCycle) || !fields.has("momentum"),
                "fit.momentum must not be given with schedule oneCycle, which moves it; remove it or choose another");
        if (schedule instanceof Plateau plateau) {
            problems.require(
                    plateau.patience() < stopping.patience(),
                    "fit.schedule.plateau.patience %d must be below fit.patience %d, or fitting ends first; lower it"
                            .formatted(plateau.patience(), stopping.patience()));
        }
    }

    /**
     * Notes what watches the validation part where there is none.
     *
     * @param given whether the data comes with a validation part
     * @param problems takes it
     */
    public void checkWatching(boolean given, Problems problems) {
        boolean held = given || stopping.validation() > 0;
        problems.require(
                held || !stopping.isPatient(),
                "fit.patience needs a held-out part to watch; add for example validation: 0.2");
        problems.require(
                held || !(schedule instanceof Plateau),
                "fit.schedule plateau needs a held-out part to watch; add for example validation: 0.2");
    }
}
