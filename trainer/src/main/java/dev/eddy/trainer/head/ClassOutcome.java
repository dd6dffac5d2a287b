package dev.eddy.trainer.head;

import dev.eddy.trainer.report.Confusion;
import java.util.LinkedHashMap;
import java.util.Map;

/** How good a classification is. */
final class ClassOutcome {

    private ClassOutcome() {}

    /** Judges by accuracy, and by log-likelihood among equals. */
    static Outcome of(Answers answers, int labels, double temperature) {
        Confusion confusion = confusion(answers, labels);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", confusion.accuracy());
        metrics.put("macroF1", confusion.macroF1());
        metrics.put("logLoss", answers.count() == 0 ? 0 : Temperature.surprise(answers, temperature));
        return new Outcome(metrics, confusion.accuracy(), confusion.total());
    }

    /** Which label was answered for which. */
    static Confusion confusion(Answers answers, int labels) {
        Confusion confusion = new Confusion(labels);
        for (int step = 0; step < answers.count(); step++) {
            confusion.add((int) answers.truth(step), Answers.largest(answers.raw(step)));
        }
        return confusion;
    }
}
