package dev.eddy.trainer.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with one file, so that it can be reported at once. Not thread-safe. */
public final class Problems {

    private final String subject;
    private final List<String> found = new ArrayList<>();

    /**
     * Starts without any problem.
     *
     * @param subject what is being read, say the path of a file
     */
    public Problems(String subject) {
        this.subject = subject;
    }

    /**
     * Notes a problem and goes on.
     *
     * @param problem name, value, rule and remedy in one sentence
     */
    public void add(String problem) {
        found.add(problem);
    }

    /**
     * Notes a problem unless a rule holds.
     *
     * @param holds whether all is well
     * @param problem name, value, rule and remedy in one sentence
     */
    public void require(boolean holds, String problem) {
        if (!holds) {
            add(problem);
        }
    }

    /** Ends the reading: throws a {@link ConfigException} with all problems if there is any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(subject, found);
        }
    }
}
