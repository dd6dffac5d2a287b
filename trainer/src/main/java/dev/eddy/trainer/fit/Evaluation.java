package dev.eddy.trainer.fit;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.network.Memory;
import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * How good a model is on some examples.
 *
 * @param scoring which steps count
 */
public record Evaluation(Scoring scoring) {

    private static final int BATCH = 64;

    /**
     * Lets a model answer and judges the answers.
     *
     * @param model is switched to evaluation
     * @param examples each from the initial hidden state
     * @return its answers against the truth
     */
    public Outcome of(Model model, Examples examples) {
        return model.head().judge(answers(model, examples));
    }

    /**
     * Lets a model answer.
     *
     * @param model is switched to evaluation
     * @param examples each from the initial hidden state
     * @return the steps that count, in the order of the examples
     */
    public Answers answers(Model model, Examples examples) {
        model.network().train(false);
        List<Answers> answers = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += BATCH) {
            int to = Math.min(from + BATCH, examples.size());
            Batch batch = Batch.of(examples, IntStream.range(from, to).toArray(), 0);
            long[] places = batch.places(scoring);
            if (places.length > 0) {
                answers.add(new Answers(raw(model.network(), batch, places), batch.aims(places), places.length));
            }
        }
        return Answers.joined(answers);
    }

    /**
     * The windows that answers are about.
     *
     * @param runs of steps
     * @return one step each, in the order of {@link #answers}
     */
    public Stream<Steps> asked(List<Steps> runs) {
        return runs.stream().flatMap(run -> places(run).mapToObj(step -> run.slice(step, step + 1)));
    }

    /**
     * The steps of a run that count: those that are asked for and of which the truth is known.
     *
     * @param run of steps
     * @return their indices
     */
    public IntStream places(Steps run) {
        int size = run.truth().length / Math.max(1, run.count());
        return scoring.of(run.count()).filter(step -> IntStream.range(step * size, (step + 1) * size)
                .noneMatch(i -> Float.isNaN(run.truth()[i])));
    }

    /**
     * How far off a model's answers are.
     *
     * @param model that gave them
     * @param answers what it said
     * @return the mean loss; NaN where there are none
     */
    double loss(Model model, Answers answers) {
        if (answers.count() == 0) {
            return Double.NaN;
        }
        int size = answers.truth().length / answers.count();
        return Scope.evaluating(() -> {
            Tensor raw = Tensor.create(answers.raw(), answers.count(), answers.width());
            Tensor aims = Tensor.create(answers.truth(), answers.count(), size);
            return (double) model.head().loss(raw, aims).item_float();
        });
    }

    private static float[] raw(Network network, Batch batch, long[] places) {
        return Scope.evaluating(() -> Tensors.floats(
                network.raw(batch.features(network.featureShape()), batch.lengths(), places, Memory.none())));
    }
}
