package dev.eddy.offline;

import dev.eddy.recording.Recording;
import dev.eddy.topology.Likeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the policies have led to, counted. One thread. */
public final class TakeoverTable {

    private final LabelSpans labels;
    private final double tolerance;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Of one policy. */
    private static final class Row {
        long labelled;
        long right;
        long windows;
        long compared;
        long same;
        float difference;
    }

    /** Outputs are the same that differ by no more than a tolerance, where the models know no labels. */
    public TakeoverTable(LabelSpans labels, double tolerance) {
        this.labels = labels;
        this.tolerance = tolerance;
    }

    /** Counts what came at one place of a recording. */
    public void add(Recording recording, Map<String, List<KeyScorer.Told>> outcome) {
        Map<Long, KeyScorer.Told> ideal = new LinkedHashMap<>();
        Objects.requireNonNull(outcome.get(TakeoverTrial.NEW)).forEach(it -> ideal.put(end(it), it));
        outcome.forEach((policy, windows) -> {
            Row row = rows.computeIfAbsent(policy, it -> new Row());
            for (KeyScorer.Told each : windows) {
                row.windows++;
                label(row, recording, each);
                KeyScorer.Told wanted = ideal.get(end(each));
                if (wanted != null) {
                    row.compared++;
                    row.difference = Math.max(row.difference, Likeness.difference(each.scored(), wanted.scored()));
                    row.same += same(each, wanted) ? 1 : 0;
                }
            }
        });
    }

    private static long end(KeyScorer.Told told) {
        return told.scored().step().window().endMicros();
    }

    /** The same label, or outputs that are near enough where there are none. */
    private boolean same(KeyScorer.Told one, KeyScorer.Told other) {
        return one.label().isEmpty()
                ? Likeness.difference(one.scored(), other.scored()) <= tolerance
                : one.label().equals(other.label());
    }

    /** A window has the label of its last sample. */
    private void label(Row row, Recording recording, KeyScorer.Told told) {
        long last = recording.signal().samples(end(told) - recording.startMicros()) - 1;
        labels.at(recording.key(), last).ifPresent(label -> {
            row.labelled++;
            row.right += label.equals(told.label()) ? 1 : 0;
        });
    }

    /** A header, and a line for each policy. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-14s %8s %9s %21s %19s",
                "policy", "windows", "accuracy", "as the new all along", "largest difference"));
        rows.forEach((policy, row) -> lines.add(String.format(
                Locale.ROOT,
                "%-14s %8d %9s %21s %19.3g",
                policy,
                row.windows,
                share(row.right, row.labelled),
                share(row.same, row.compared),
                row.difference)));
        return lines;
    }

    private static String share(long some, long all) {
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) some / all);
    }
}
