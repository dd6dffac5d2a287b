package dev.eddy.app;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts the predictions of a demo and holds them against what was really the matter. One thread. */
final class DemoSummary {

    private final DemoMachines machines;
    private final Map<String, Long> shown = new HashMap<>();
    private long predictions;
    private long right;

    DemoSummary(DemoMachines machines) {
        this.machines = machines;
    }

    /** Counts a prediction and says whether it is the first of its machine in that second. */
    boolean add(ScoredKey scored) {
        predictions++;
        String matter = machines.matter(scored.key(), scored.prediction().getWindowEnd());
        right += matter.equals(scored.prediction().getLabel()) ? 1 : 0;
        Long second = scored.prediction().getWindowStart().getEpochSecond();
        return !Objects.equals(shown.put(scored.key(), second), second);
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
                        "%d predictions of %d machines, %.1f %% of them right",
                        predictions,
                        machines.keys().size(),
                        100.0 * right / predictions);
    }
}
