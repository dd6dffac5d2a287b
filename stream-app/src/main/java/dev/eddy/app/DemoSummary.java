package dev.eddy.app;

import dev.eddy.offline.ScoredKey;
import dev.eddy.source.DemoMachines;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts the predictions of a demo and holds them against what was really the matter. One thread. */
final class DemoSummary {

    private final DemoMachines machines;
    private final Map<String, Long> shown = new HashMap<>();
    private final long began = System.nanoTime();
    private Duration counted = Duration.ZERO;
    private long predictions;
    private long right;

    DemoSummary(DemoMachines machines) {
        this.machines = machines;
    }

    /** Counts a prediction and says whether it is the first of its machine in that second. */
    boolean add(ScoredKey scored) {
        predictions++;
        counted = age();
        String matter = machines.matter(scored.key(), scored.prediction().getWindowEnd());
        right += matter.equals(scored.prediction().getLabel()) ? 1 : 0;
        Long second = scored.prediction().getWindowStart().getEpochSecond();
        return !Objects.equals(shown.put(scored.key(), second), second);
    }

    /** How long it has been counting. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    long predictions() {
        return predictions;
    }

    @Override
    public String toString() {
        return predictions == 0
                ? "no predictions came"
                : String.format(
                        Locale.ROOT,
                        "%d predictions of %d machines in %d s, %.1f %% of them right",
                        predictions,
                        machines.keys().size(),
                        counted.toSeconds(),
                        100.0 * right / predictions);
    }
}
