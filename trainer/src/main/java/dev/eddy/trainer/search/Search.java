package dev.eddy.trainer.search;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Random search with successive halving: all candidates are fitted up to the first rung, the best of them up to the
 * next, and so on. A candidate goes on from its checkpoint, and its schedule is that of the last rung from the start, so
 * that no epoch is fitted twice and the winner is what a whole fit would have made.
 */
public final class Search {

    private static final int PRINTED = 5;
    private static final Comparator<Candidate> BEST_FIRST = Comparator.<Candidate>comparingInt(
                    candidate -> candidate.merits().size())
            .thenComparingDouble(Candidate::merit)
            .reversed()
            .thenComparingInt(Candidate::number);

    private final SearchSpec spec;
    private final ExperimentTree tree;
    private final Path folder;
    private final List<Trial.Fold> folds;
    private final PrintStream out;

    /**
     * Prepares a search.
     *
     * @param spec what is searched for
     * @param tree the experiment
     * @param folds held out, one fit each
     * @param folder takes every candidate's experiment, checkpoint and log
     * @param out takes the report
     */
    public Search(SearchSpec spec, ExperimentTree tree, List<Trial.Fold> folds, Path folder, PrintStream out) {
        this.spec = spec;
        this.tree = tree;
        this.folder = folder;
        this.folds = List.copyOf(folds);
        this.out = out;
    }

    /**
     * Searches.
     *
     * @param trials runs the fits
     * @param seed decides what is drawn
     * @return the file of the best experiment
     * @throws IOException when a file cannot be written, or every candidate failed
     */
    public Path run(Trials trials, long seed) throws IOException {
        List<Candidate> all = new ArrayList<>();
        for (int i = 1; i <= spec.trials(); i++) {
            Candidate candidate = Candidate.draw(i, spec, seed);
            Files.createDirectories(folder(candidate));
            tree.with(candidate.values(), spec.epochs()).write(experiment(candidate));
            all.add(candidate);
        }
        for (int rung = 0; rung < spec.rungs().size(); rung++) {
            int going = rung == 0 ? all.size() : spec.kept((int) came(all, rung));
            climb(all, going, rung, trials);
        }
        return finish(all);
    }

    private static long came(List<Candidate> all, int rungs) {
        return all.stream()
                .filter(candidate -> candidate.merits().size() == rungs)
                .count();
    }

    /** Takes the best candidates, which come first, to the next rung, and sorts all again. */
    private void climb(List<Candidate> all, int going, int rung, Trials trials) throws IOException {
        int epochs = spec.rungs().get(rung);
        out.printf(
                "rung %d of %d: %d candidates up to epoch %d%n",
                rung + 1, spec.rungs().size(), going, epochs);
        List<Trial> fits = new ArrayList<>();
        all.subList(0, going).forEach(candidate -> folds.forEach(fold -> fits.add(trial(candidate, fold))));
        List<Trials.Ending> endings =
                trials.run(fits.stream().map(fit -> fit.job(epochs)).toList());
        for (int i = 0; i < going; i++) {
            List<Trials.Ending> own = endings.subList(i * folds.size(), (i + 1) * folds.size());
            all.set(i, all.get(i).after(own, epochs));
            print(all.get(i));
        }
        all.sort(BEST_FIRST);
    }

    private Trial trial(Candidate candidate, Trial.Fold fold) {
        String name = "candidate %d, fold %d".formatted(candidate.number(), fold.number());
        Path own = folder(candidate).resolve("fold-" + fold.number());
        return new Trial(name, experiment(candidate), own, fold, Trial.Purpose.VALIDATE);
    }

    private Path finish(List<Candidate> all) throws IOException {
        new ResultTable(spec).write(folder.resolve("results.csv"), all);
        out.println("best:");
        all.stream().limit(PRINTED).forEach(this::print);
        if (all.get(0).results().isEmpty()) {
            throw new IOException("every candidate failed, the first one because: "
                    + all.get(0).problem());
        }
        return experiment(all.get(0));
    }

    private void print(Candidate candidate) {
        String how = candidate.problem().isEmpty()
                ? String.format(Locale.ROOT, "merit %.4f", candidate.merit())
                : "failed: " + candidate.problem();
        out.printf("  candidate %d: %s (%s)%n", candidate.number(), how, candidate);
    }

    private Path folder(Candidate candidate) {
        return folder.resolve("candidate-" + candidate.number());
    }

    private Path experiment(Candidate candidate) {
        return folder(candidate).resolve("experiment.yaml");
    }
}
