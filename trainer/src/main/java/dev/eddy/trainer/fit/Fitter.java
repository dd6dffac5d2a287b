package dev.eddy.trainer.fit;

import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.EpochReport;
import dev.eddy.trainer.report.Progress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;

/**
 * The training loop. The same seed, data and number of threads give the same weights on one machine, also when fitting
 * was broken off and taken up again: all that is random depends on nothing but seed, epoch and batch.
 */
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
        return spec.epochs() * spec.batches().count(examples);
    }

    /**
     * Fits the network; afterwards it has the weights of the best epoch, or of the last one without validation.
     *
     * @param parts what it is fitted on
     * @param progress is told of every batch and epoch
     * @param leg where to begin and to end
     * @return the reports of all epochs, also of those that were done before this leg
     * @throws FitException when the loss is no longer finite or a checkpoint is of no use
     */
    public List<EpochReport> fit(Parts parts, Progress progress, Leg leg) {
        Updates updates = new Updates(model, spec, evaluation.scoring());
        Standing standing = leg.checkpoint()
                .flatMap(checkpoint -> checkpoint.load(model.network(), updates.descent()))
                .orElse(Standing.START);
        skip(standing, parts, progress);
        while (!standing.isOver(spec) && standing.epochs() < leg.until()) {
            EpochReport report = epoch(standing, updates, parts, progress);
            standing = standing.after(report, model.network());
            keep(standing, updates, leg);
            progress.epoch(report);
        }
        if (!standing.best().isEmpty()) {
            model.network().restore(standing.best());
        }
        return standing.reports();
    }

    private void keep(Standing standing, Updates updates, Leg leg) {
        leg.checkpoint().ifPresent(checkpoint -> checkpoint.save(model.network(), updates.descent(), standing));
    }

    private void skip(Standing standing, Parts parts, Progress progress) {
        int done = standing.epochs() * spec.batches().count(parts.fitted().size());
        for (int i = 0; i < done; i++) {
            progress.batch();
        }
    }

    private EpochReport epoch(Standing standing, Updates updates, Parts parts, Progress progress) {
        long start = System.nanoTime();
        int epoch = standing.epochs() + 1;
        torch.manual_seed(seed + epoch);
        model.network().train(true);
        double loss = 0;
        List<int[]> batches = spec.batches().of(parts.fitted(), new SplittableRandom(seed * 1_000_003 + epoch));
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = Batch.of(parts.fitted(), batches.get(i), epoch);
            loss += updates.update(batch, moment(standing, i, batches.size())) / batches.size();
            progress.batch();
        }
        OptionalDouble rate = OptionalDouble.of(updates.rate(moment(standing, batches.size() - 1, batches.size())));
        Held held = held(parts.held());
        double seconds = (System.nanoTime() - start) / 1e9;
        return new EpochReport(epoch, spec.epochs(), loss, held.merit, seconds, held.loss, rate);
    }

    private record Held(OptionalDouble merit, OptionalDouble loss) {}

    private Held held(Examples examples) {
        if (examples.size() == 0) {
            return new Held(OptionalDouble.empty(), OptionalDouble.empty());
        }
        Answers answers = evaluation.answers(model, examples);
        double merit = model.head().judge(answers).merit();
        return new Held(OptionalDouble.of(merit), OptionalDouble.of(evaluation.loss(model, answers)));
    }

    private Moment moment(Standing standing, int batch, int perEpoch) {
        int update = standing.epochs() * perEpoch + batch;
        return new Moment(update, spec.epochs() * perEpoch, perEpoch, standing.merits());
    }
}
