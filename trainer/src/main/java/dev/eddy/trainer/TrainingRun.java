package dev.eddy.trainer;

import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.fit.Checkpoint;
import dev.eddy.trainer.fit.Detection;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.head.Outcome;
import dev.eddy.trainer.search.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One run from an experiment to a proven model file. */
final class TrainingRun {

    /** Real runs that the exported file is compared on, and the most steps of each. */
    private static final int PROOF_CASES = 24;

    private static final int PROOF_STEPS = 40;

    private final Fitting fitting;
    private final Experiment experiment;
    private final PrintStream out;

    /**
     * Prepares a run.
     *
     * @param fitting what to fit on what
     */
    TrainingRun(Fitting fitting) {
        this.fitting = fitting;
        this.experiment = fitting.experiment();
        this.out = fitting.out();
    }

    /**
     * Fits, scores, exports and proves. A fit that was broken off is continued from its checkpoint beside the target.
     *
     * @param target where the model file goes
     * @param restart whether a checkpoint is thrown away instead
     * @return what was measured
     * @throws IOException when the file cannot be written
     */
    Result write(Target target, boolean restart) throws IOException {
        Model model = fitting.build();
        target.probe(model.network().size());
        Fitted fitted = fitting.fit(model, Leg.whole(checkpoint(target, restart)));
        List<Steps> test = fitting.test(model, Excerpts.WHOLE);
        Map<String, Double> metrics = score(model);
        ModelFile file = new ModelCard(experiment, fitting.data(), metrics).file(model);
        write(file, target, proof(model, test));
        return new Result(experiment.seed(), metrics, model.network().size(), fitted.cpuSeconds(), fitted.reports());
    }

    private Checkpoint checkpoint(Target target, boolean restart) throws IOException {
        Checkpoint checkpoint = new Checkpoint(target.checkpoint(), Fingerprint.of(experiment, fitting.data(), "all"));
        if (restart) {
            checkpoint.delete();
        }
        int done = checkpoint.epochs();
        if (done > 0) {
            out.printf(
                    "continuing after epoch %d of %d from %s; --restart begins anew%n",
                    done, experiment.fit().epochs(), checkpoint.file());
        }
        return checkpoint;
    }

    private void write(ModelFile file, Target target, Proof proof) throws IOException {
        try {
            file.write(target.file(), proof).forEach(line -> out.println("proof: " + line));
        } catch (IOException e) {
            throw new IOException(
                    "%s must be writable but is not: %s; the fit is kept in %s: make room and run the same again"
                            .formatted(target.file(), e.getMessage(), target.checkpoint()),
                    e);
        }
        Files.deleteIfExists(target.checkpoint());
        out.printf(Locale.ROOT, "wrote %s (%d bytes)%n", target.file(), file.bytes().length);
    }

    private Map<String, Double> score(Model model) {
        Map<String, Double> metrics = new TreeMap<>();
        experiment.test().forEach((name, protocol) -> {
            List<Steps> runs = fitting.test(model, protocol.excerpts());
            Outcome judged = new Evaluation(protocol.scoring()).of(model, fitting.examples(runs, model));
            Outcome outcome = judged.with(new Detection(protocol.scoring()).of(model, runs));
            outcome.metrics().forEach((metric, value) -> metrics.put(name + "." + metric, value));
            out.printf("test %s: %s over %d answers%n", name, outcome.line(), outcome.count());
        });
        return metrics;
    }

    private static Proof proof(Model model, List<Steps> test) {
        int every = Math.max(1, test.size() / PROOF_CASES);
        List<Proof.Case> cases = new ArrayList<>();
        for (int i = 0; i < test.size(); i += every) {
            Steps all = test.get(i);
            if (all.count() > 0) {
                Steps some = all.slice(0, Math.min(all.count(), PROOF_STEPS - cases.size() % 7));
                cases.add(new Proof.Case(some.key(), some.count(), some.values(), model.answer(some)));
            }
        }
        return new Proof(cases);
    }
}
