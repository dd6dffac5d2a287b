package dev.eddy.trainer.search;

import dev.eddy.trainer.head.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One fit per fold of the training part, each scored on its fold. */
public final class Crossval implements AutoCloseable {

    private final Trials trials;
    private final Path folder;
    private final List<Trial> folds;

    /**
     * Prepares the fits.
     *
     * @param experiment that is fitted
     * @param count how many folds there are
     * @param trials runs them
     * @throws IOException when there is no place for what they measure
     */
    public Crossval(Path experiment, int count, Trials trials) throws IOException {
        this.trials = trials;
        this.folder = Files.createTempDirectory("eddy-crossval-");
        this.folds = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Trial(
                        "fold " + i,
                        experiment,
                        folder.resolve("fold-" + i),
                        new Trial.Fold(i, count),
                        Trial.Purpose.SCORE))
                .toList();
    }

    /**
     * Fits all folds.
     *
     * @param epochs of each fit
     * @return what was measured on each fold, in order
     * @throws IOException when a fit fails
     */
    public List<Result> run(int epochs) throws IOException {
        List<Trials.Ending> endings =
                trials.run(folds.stream().map(fold -> fold.job(epochs)).toList());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < endings.size(); i++) {
            Trials.Ending ending = endings.get(i);
            String name = folds.get(i).name();
            results.add(ending.result().orElseThrow(() -> new IOException(name + " failed: " + ending.lastLine())));
        }
        return results;
    }

    /**
     * The answers of all folds behind each other.
     *
     * @param protocol the way of scoring
     * @return raw answers, each by a network that has not seen the group
     * @throws IOException when they cannot be read
     */
    public Answers merged(String protocol) throws IOException {
        List<Answers> parts = new ArrayList<>();
        for (Trial fold : folds) {
            parts.add(new AnswersFile(fold.answers(protocol)).read());
        }
        return Answers.joined(parts);
    }

    /** Removes what the fits left behind. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
