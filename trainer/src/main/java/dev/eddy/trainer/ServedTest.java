package dev.eddy.trainer;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.head.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a model file says in ONNX Runtime to the steps that count.
 *
 * @param served the file
 * @param evaluation which steps count
 * @param truth what each step of a run is compared with, {@code [step][number]} flattened
 */
record ServedTest(ServedModel served, Evaluation evaluation, Function<Steps, float[]> truth) {

    /** Runs that are held in memory at a time. */
    private static final int TOGETHER = 64;

    /** All outputs side by side beside the truth, run by run. */
    Answers answers(Stream<Steps> runs) {
        List<Answers> parts = new ArrayList<>();
        List<Steps> together = new ArrayList<>();
        for (Iterator<Steps> rest = runs.iterator(); rest.hasNext(); ) {
            together.add(rest.next());
            if (together.size() == TOGETHER || !rest.hasNext()) {
                parts.add(answers(together));
                together.clear();
            }
        }
        return Answers.joined(parts);
    }

    private Answers answers(List<Steps> runs) {
        List<float[]> raw = new ArrayList<>();
        List<float[]> known = new ArrayList<>();
        List<float[]> said = served.answers(runs.stream().map(Steps::values).toList());
        for (int i = 0; i < runs.size(); i++) {
            Steps run = runs.get(i);
            float[] values = said.get(i);
            float[] aims = truth.apply(run);
            evaluation.places(run).forEach(step -> {
                raw.add(part(values, step, run.count()));
                known.add(part(aims, step, run.count()));
            });
        }
        return Answers.of(raw, known);
    }

    private static float[] part(float[] all, int step, int steps) {
        int size = all.length / steps;
        return Arrays.copyOfRange(all, step * size, (step + 1) * size);
    }
}
