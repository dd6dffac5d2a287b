package dev.eddy.trainer;

import dev.eddy.trainer.data.DataHash;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.Proof;
import dev.eddy.trainer.fit.Checkpoint;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.head.Model;
import dev.eddy.trainer.report.Deviations;
import dev.eddy.trainer.report.Precisions;
import dev.eddy.trainer.report.Section;
import dev.eddy.trainer.search.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One run from an experiment to a proven model file. */
final class TrainingRun {

    /** Real runs that the exported file is compared on, and the most steps of each. */
    private static final int PROOF_CASES = 24;

    private static final int PROOF_STEPS = 40;

    private final Fitting fitting;
    private final Experiment experiment;
    private final Extras extras;
    private final PrintStream out;

    /**
     * What is written beside the model file.
     *
     * @param variants how finely the weights of further files are written
     * @param page whether there is a page about the run
     */
    record Extras(Set<Precision> variants, boolean page) {}

    /**
     * Prepares a run.
     *
     * @param fitting what to fit on what
     * @param extras what is written beside the model file
     */
    TrainingRun(Fitting fitting, Extras extras) {
        this.fitting = fitting;
        this.experiment = fitting.experiment();
        this.extras = extras;
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
        new Feasibility(fitting).checkParts(model);
        String dataHash = DataHash.of(fitting.data());
        Fitted fitted = fitting.fit(model, Leg.whole(checkpoint(target, dataHash, restart)));
        Examination examination = Examination.of(fitting, model);
        ModelCard card = new ModelCard(fitting, dataHash, examination.flat());
        ModelFile file = card.file(model);
        List<Steps> test = fitting.test(model, Excerpts.WHOLE);
        Proof proof = proof(model, test);
        write(file, target, proof);
        List<Section> sections = new ArrayList<>(examination.sections());
        sections.addAll(variants(examination, file, target, new Variants(card, model, proof)));
        if (extras.page) {
            new HiddenUnits(target.file(), file.manifest(), fitting.data().labels())
                    .of(test, fitting.secondsPerStep())
                    .ifPresent(sections::add);
            new RunPage(fitting, fitted, dataHash)
                    .of(examination.metrics(), sections)
                    .write(target.page());
        }
        out.println("wrote " + String.join(", ", written(target)));
        return new Result(
                experiment.seed(), examination.flat(), model.network().size(), fitted.cpuSeconds(), fitted.reports());
    }

    private List<Section> variants(Examination examination, ModelFile file, Target target, Variants variants)
            throws IOException {
        if (extras.variants.isEmpty()) {
            return List.of();
        }
        List<Precisions.Written> files = new ArrayList<>();
        List<Deviations.Measured> measured = new ArrayList<>();
        files.add(new Precisions.Written("fp32", file.bytes().length, examination.metrics()));
        for (Precision precision : extras.variants) {
            files.add(variants.write(precision, target));
            measured.add(variants.measure(precision, target));
        }
        Precisions precisions = new Precisions(files);
        precisions.lines().forEach(out::println);
        Deviations deviations = new Deviations(Variants.STEPS, measured);
        deviations.lines().forEach(out::println);
        return List.of(precisions, deviations);
    }

    private List<String> written(Target target) {
        List<String> written = new ArrayList<>(List.of(target.file().toString()));
        extras.variants.forEach(
                precision -> written.add(target.variant(precision).toString()));
        if (extras.page) {
            written.add(target.page().toString());
        }
        return written;
    }

    private Checkpoint checkpoint(Target target, String dataHash, boolean restart) throws IOException {
        Checkpoint checkpoint = new Checkpoint(target.checkpoint(), Fingerprint.of(experiment, dataHash, "all"));
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
            out.printf(Locale.ROOT, "proof passed: answers may differ by %.2g%n", proof.tolerance());
        } catch (IOException e) {
            throw new IOException(
                    "%s must be writable but is not: %s; the fit is kept in %s: make room and run the same again"
                            .formatted(target.file(), e.getMessage(), target.checkpoint()),
                    e);
        }
        Files.deleteIfExists(target.checkpoint());
    }

    private static Proof proof(Model model, List<Steps> test) {
        int every = Math.max(1, test.size() / PROOF_CASES);
        List<Proof.Case> cases = new ArrayList<>();
        double rounding = 0;
        for (int i = 0; i < test.size(); i += every) {
            Steps all = test.get(i);
            if (all.count() > 0) {
                Steps some = all.slice(0, Math.min(all.count(), PROOF_STEPS - cases.size() % 7));
                float[] said = model.answer(some);
                cases.add(new Proof.Case(some.key(), some.count(), some.values(), said));
                rounding = Math.max(rounding, model.rounding(some, said));
            }
        }
        return new Proof(cases, rounding);
    }
}
