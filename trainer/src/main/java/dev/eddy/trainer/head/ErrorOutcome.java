package dev.eddy.trainer.head;

import java.util.LinkedHashMap;
import java.util.Map;

/** How far estimates are from the truth. */
final class ErrorOutcome {

    private ErrorOutcome() {}

    /**
     * Judges by the mean squared error.
     *
     * @param answers in the units of the loss, one value per number of the truth
     */
    static Outcome of(Answers answers) {
        double squares = 0;
        double absolute = 0;
        double sum = 0;
        double truthSquares = 0;
        int all = Math.max(1, answers.truth().length);
        for (int i = 0; i < answers.truth().length; i++) {
            double error = answers.raw()[i] - answers.truth()[i];
            squares += error * error / all;
            absolute += Math.abs(error) / all;
            sum += answers.truth()[i] / (double) all;
            truthSquares += (double) answers.truth()[i] * answers.truth()[i] / all;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mse", squares);
        metrics.put("mae", absolute);
        double variance = truthSquares - sum * sum;
        metrics.put("r2", variance > 0 ? 1 - squares / variance : 0);
        return new Outcome(metrics, -squares, answers.count());
    }
}
