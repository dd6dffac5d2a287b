package dev.eddy.trainer.head;

import dev.eddy.trainer.report.Calibration;
import dev.eddy.trainer.report.Classification;
import dev.eddy.trainer.report.Reliability;
import dev.eddy.trainer.report.Section;
import java.util.List;
import java.util.Optional;

/**
 * What a page shows of a classification.
 *
 * @param labels the name of each class
 * @param temperature that divides the logits; 1 where none was fitted
 */
record ClassPage(List<String> labels, double temperature) {

    /** From answers with one value per label. */
    List<Section> sections(String protocol, Answers answers) {
        Optional<Calibration.Scaled> scaled = temperature == 1
                ? Optional.empty()
                : Optional.of(new Calibration.Scaled(temperature, reliability(answers, temperature)));
        return List.of(
                new Classification(protocol, labels, ClassOutcome.confusion(answers, labels.size())),
                new Calibration(protocol, reliability(answers, 1), scaled));
    }

    private static Reliability reliability(Answers answers, double temperature) {
        Reliability reliability = new Reliability();
        for (int step = 0; step < answers.count(); step++) {
            int answered = Answers.largest(answers.raw(step));
            double confidence = Temperature.probabilities(answers.raw(step), temperature)[answered];
            reliability.add(confidence, answered == (int) answers.truth(step));
        }
        return reliability;
    }
}
