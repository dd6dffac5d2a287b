package dev.eddy.trainer.fit;

import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.EpochReport;
import dev.eddy.trainer.report.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The training loop. The same seed, data and number of threads give the same weights on one machine. */
public final class Fitter {

    private final Model model;
    private final FitSpec spec;
    private final Evaluation evaluation;
    private final long seed;

    /**
     * Prepares a fit.
     *
     * @param model whose fixed layers have their constants already
     * @param spec how it is fitted
     * @param evaluation which steps count, while fitting and for validation
     * @param seed of the order of examples and everything else that is random
     */
    public Fitter(Model model, FitSpec spec, Evaluation evaluation, long seed) {
        this.model = model;
        this.spec = spec;
        this.evaluation = evaluation;
        this.seed = seed;
    }

    /**
     * How many updates there are at most.
     *
     * @param examples in the training part
     * @return in all epochs together
     */
    public int updates(int examples) {
        return spec.epochs() * ((examples + spec.batch() - 1) / spec.batch());
    }

    /**
     * Fits the network; afterwards it has the weights of the best epoch, or of the last one without validation.
     *
     * @param examples the training part, not empty
     * @param held the validation part, empty for none
     * @param progress is told of every batch and epoch
     * @throws FitException when the loss is no longer finite
     */
    public void fit(List<Example> examples, List<Example> held, Progress progress) {
        OneCycle cycle = new OneCycle(updates(examples.size()), spec.rate());
        Updates updates = new Updates(model, spec, evaluation.scoring(), cycle);
        List<Tensor> best = List.of();
        double merit = Double.NEGATIVE_INFINITY;
        int since = 0;
        for (int epoch = 1; epoch <= spec.epochs() && since < spec.patience(); epoch++) {
            EpochReport report = epoch(epoch, updates, new Parts(examples, held), progress);
            progress.epoch(report);
            since++;
            if (report.validation().orElse(Double.NEGATIVE_INFINITY) > merit) {
                merit = report.validation().getAsDouble();
                best = model.network().snapshot();
                since = 0;
            }
        }
        if (!best.isEmpty()) {
            model.network().restore(best);
        }
    }

    private record Parts(List<Example> examples, List<Example> held) {}

    private EpochReport epoch(int epoch, Updates updates, Parts parts, Progress progress) {
        long start = System.nanoTime();
        torch.manual_seed(seed + epoch);
        model.network().train(true);
        double loss = 0;
        List<Batch> batches = Batch.split(shuffled(parts.examples, epoch), spec.batch());
        for (Batch batch : batches) {
            loss += updates.update(batch) / batches.size();
            progress.batch();
        }
        OptionalDouble validation = parts.held.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(evaluation.of(model, parts.held).merit());
        return new EpochReport(epoch, spec.epochs(), loss, validation, (System.nanoTime() - start) / 1e9);
    }

    private List<Example> shuffled(List<Example> examples, int epoch) {
        List<Example> order = new ArrayList<>(examples);
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
