package dev.eddy.trainer.search;

import java.nio.file.Path;
import java.util.List;

/**
 * One fit on the training part, some groups of it held out.
 *
 * @param name for people
 * @param experiment what to do
 * @param folder where its checkpoint, log and results go
 * @param fold of the training part that is held out
 * @param purpose what the fold is for
 */
public record Trial(String name, Path experiment, Path folder, Fold fold, Purpose purpose) {

    /**
     * A part of the groups.
     *
     * @param number from 1
     * @param of how many folds there are
     */
    public record Fold(int number, int of) {}

    /** What the fold that is held out is for. */
    public enum Purpose {
        /** All protocols are scored on it; fitting does not see it. */
        SCORE,
        /** The best epoch is chosen on it. */
        VALIDATE
    }

    /**
     * The trial as a process.
     *
     * @param until last epoch
     * @return what is to be run
     */
    Job job(int until) {
        return new Job(folder, words(until));
    }

    private List<String> words(int until) {
        return List.of(
                "trial",
                experiment.toString(),
                "--fold=" + fold.number,
                "--folds=" + fold.of,
                "--purpose=" + purpose,
                "--until=" + until,
                "--folder=" + folder);
    }

    /**
     * Where the trial writes its raw answers.
     *
     * @param protocol the way of scoring
     * @return a file of {@link AnswersFile}
     */
    public Path answers(String protocol) {
        return folder.resolve(protocol + ".answers");
    }
}
