package dev.eddy.trainer.data;

import dev.eddy.trainer.config.Problems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;

/** What a {@code labels.csv} says of each recording: its group, its part of the data set and its labels. */
public final class Labels {

    private final Map<String, List<LabelRow>> rows = new LinkedHashMap<>();
    private final Set<String> test;
    private final List<String> names;

    private Labels(List<LabelRow> all, Set<String> test) {
        all.forEach(row ->
                rows.computeIfAbsent(row.recording(), name -> new ArrayList<>()).add(row));
        rows.values().forEach(some -> some.sort(Comparator.comparingLong(LabelRow::from)));
        this.test = test;
        this.names = List.copyOf(new TreeSet<>(names(all.stream())));
    }

    /**
     * Checks the rows against each other.
     *
     * @param all rows of a file, possibly none
     * @param partition holds groups out where the rows do not say to which part they belong
     * @param problems takes what is wrong
     * @return what they say
     */
    static Labels of(List<LabelRow> all, Partition partition, Problems problems) {
        boolean divide = !all.isEmpty() && all.get(0).split().isEmpty();
        Set<String> groups = new TreeSet<>(all.stream().map(LabelRow::group).toList());
        Labels labels = new Labels(all, divide ? partition.test(groups, problems) : Set.of());
        labels.rows.values().forEach(some -> requireAgreement(some, problems));
        labels.requireFittedClasses(problems);
        return labels;
    }

    /**
     * Reads a file whose spans are times: whole microseconds since 1970, or ISO-8601 instants.
     *
     * @param file a {@code labels.csv}
     * @param partition holds groups out where the file does not say to which part they belong
     * @param problems takes what is wrong
     * @return what it says
     */
    public static Labels ofTimes(Path file, Partition partition, Problems problems) {
        return of(new LabelFile(file, Labels::micros, problems).rows(), partition, problems);
    }

    private static long micros(String cell) {
        try {
            return cell.indexOf('T') < 0
                    ? Long.parseLong(cell)
                    : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(cell));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "whole microseconds since 1970 or an instant like 2026-01-31T12:00:00.5Z", e);
        }
    }

    /**
     * Recordings of which nothing is known; each is a group of its own.
     *
     * @param recordings their names
     * @param partition holds some of them out
     * @param problems takes what is wrong
     * @return labels without any name
     */
    public static Labels unlabelled(Collection<String> recordings, Partition partition, Problems problems) {
        List<LabelRow> rows = recordings.stream()
                .map(name -> new LabelRow(0, name, "", 0, LabelRow.OPEN, name, Optional.empty()))
                .toList();
        return of(rows, partition, problems);
    }

    private static void requireAgreement(List<LabelRow> rows, Problems problems) {
        for (int i = 1; i < rows.size(); i++) {
            LabelRow row = rows.get(i);
            LabelRow before = rows.get(i - 1);
            problems.require(
                    row.from() >= before.to(),
                    "%s: spans must not overlap but this one begins within that of line %d; mend from or to"
                            .formatted(row.place(), before.line()));
            problems.require(
                    row.group().equals(before.group()) && row.split().equals(before.split()),
                    "%s: all rows of a recording must have the same group and split but line %d has another; mend one"
                            .formatted(row.place(), before.line()));
        }
    }

    private void requireFittedClasses(Problems problems) {
        Set<String> fitted =
                names(rows.values().stream().flatMap(List::stream).filter(row -> split(row) == Split.TRAIN));
        for (String name : names) {
            problems.require(
                    fitted.contains(name),
                    ("label %s must occur in the training part but occurs elsewhere only; add recordings of it,"
                                    + " rename it, or move one to the training part (columns group, split)")
                            .formatted(name));
        }
    }

    private static Set<String> names(Stream<LabelRow> rows) {
        return new TreeSet<>(
                rows.map(LabelRow::label).filter(name -> !name.isEmpty()).toList());
    }

    /**
     * The classes.
     *
     * @return sorted, possibly none
     */
    public List<String> names() {
        return names;
    }

    /**
     * Every recording that has a row.
     *
     * @return their names in the order of the file
     */
    public Set<String> recordings() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    /** The rows of one recording in the order of time, none where it has none. */
    List<LabelRow> rows(String recording) {
        return rows.getOrDefault(recording, List.of());
    }

    /**
     * Whether a recording has a label anywhere.
     *
     * @param recording any name
     * @return false also where it has no row
     */
    public boolean isLabelled(String recording) {
        return rows(recording).stream().anyMatch(row -> !row.label().isEmpty());
    }

    /**
     * Who or what was recorded.
     *
     * @param recording one that has rows
     * @return its group
     */
    public String group(String recording) {
        return rows(recording).get(0).group();
    }

    /**
     * The part that a recording belongs to.
     *
     * @param recording one that has rows
     * @return its part
     */
    public Split split(String recording) {
        return split(rows(recording).get(0));
    }

    private Split split(LabelRow row) {
        return row.split().orElse(test.contains(row.group()) ? Split.TEST : Split.TRAIN);
    }

    /**
     * The labels of a recording, or of a stretch of it.
     *
     * @param recording its name
     * @param length samples of it, or of the stretch
     * @param sample from a place in the unit of the file to a sample within {@code 0..length}
     * @return spans that lie within it
     */
    public LabelTrack track(String recording, int length, LongToIntFunction sample) {
        List<LabelTrack.Span> spans = new ArrayList<>();
        for (LabelRow row : rows(recording)) {
            int from = sample.applyAsInt(row.from());
            int to = row.to() == LabelRow.OPEN ? length : sample.applyAsInt(row.to());
            if (!row.label().isEmpty() && from < to) {
                spans.add(new LabelTrack.Span(names.indexOf(row.label()), from, to));
            }
        }
        return new LabelTrack(spans);
    }
}
