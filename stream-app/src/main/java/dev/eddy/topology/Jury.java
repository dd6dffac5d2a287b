package dev.eddy.topology;

import dev.eddy.rollout.Tryout;
import java.util.Optional;

/** Judges a candidate by some windows at a time: whether its trial is worth going on with. One thread. */
final class Jury {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Tryout.Limits limits;
    private int windows;
    private int failures;
    private int disagreements;
    private double nanos;

    Jury(Tryout.Limits limits) {
        this.limits = limits;
    }

    /** Hears of a window; says why the trial must end, if it must. */
    Optional<String> hear(Likeness window) {
        windows++;
        failures += window.failed() ? 1 : 0;
        disagreements += window.agrees() ? 0 : 1;
        nanos += window.candidateNanos();
        if (windows < limits.every()) {
            return Optional.empty();
        }
        Optional<String> verdict = verdict();
        windows = 0;
        failures = 0;
        disagreements = 0;
        nanos = 0;
        return verdict;
    }

    private Optional<String> verdict() {
        if (failures > limits.failures() * windows) {
            return Optional.of(beyond("failed", failures, limits.failures()));
        }
        if (disagreements > limits.disagreements() * windows) {
            return Optional.of(beyond("disagreed", disagreements, limits.disagreements()));
        }
        double millis = nanos / windows / NANOS_PER_MILLI;
        return millis > limits.latencyMillis()
                ? Optional.of("the last " + windows + " windows took it " + Math.round(millis) + " ms each, more than "
                        + limits.latencyMillis())
                : Optional.empty();
    }

    private String beyond(String what, int times, double limit) {
        return "it " + what + " in " + times + " of the last " + windows + " windows, more than a share of " + limit;
    }
}
