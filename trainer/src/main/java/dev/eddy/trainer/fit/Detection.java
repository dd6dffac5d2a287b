package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What labels say about the answers of a model that was not fitted on them.
 *
 * @param scoring which steps count
 */
public record Detection(Scoring scoring) {

    private static final int NOBODY_SAID = -1;

    /**
     * Lets a model answer and compares the answers with the labels.
     *
     * @param model is switched to evaluation
     * @param runs each from the initial hidden state
     * @return metrics by name; none for a model whose truth is the label, or without labels
     */
    public Map<String, Double> of(Model model, List<Steps> runs) {
        if (!model.head().detects()) {
            return Map.of();
        }
        List<float[]> answers = runs.stream().map(model::answer).toList();
        int[] labels =
                runs.stream().flatMapToInt(run -> Arrays.stream(counted(run))).toArray();
        return model.head().detected(Evaluation.joined(answers), labels);
    }

    private int[] counted(Steps run) {
        int[] labels = new int[run.count()];
        Arrays.fill(labels, NOBODY_SAID);
        scoring.of(labels.length).forEach(step -> labels[step] = run.labels()[step]);
        return labels;
    }
}
