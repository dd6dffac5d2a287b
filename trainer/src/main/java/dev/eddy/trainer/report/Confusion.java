package dev.eddy.trainer.report;

import java.util.stream.IntStream;

/** How often each label was taken for which. Not thread-safe. */
public final class Confusion {

    private final long[][] counts;

    /**
     * Nothing counted yet.
     *
     * @param labels how many there are
     */
    public Confusion(int labels) {
        counts = new long[labels][labels];
    }

    /**
     * Counts one answer.
     *
     * @param actual index of the true label
     * @param predicted index of the label that was answered
     */
    public void add(int actual, int predicted) {
        counts[actual][predicted]++;
    }

    /**
     * How many answers were counted.
     *
     * @return all of them
     */
    public long total() {
        return labels().mapToLong(this::actual).sum();
    }

    /**
     * The share of right answers.
     *
     * @return in [0, 1]; 0 where nothing was counted
     */
    public double accuracy() {
        return share(labels().mapToLong(label -> counts[label][label]).sum(), total());
    }

    /**
     * The mean over labels of the harmonic mean of precision and recall.
     *
     * @return in [0, 1]; a label that never occurs and is never answered counts as 0
     */
    public double macroF1() {
        return labels().mapToDouble(this::f1).average().orElse(0);
    }

    /**
     * How many labels there are.
     *
     * @return as many as were asked for
     */
    public int size() {
        return counts.length;
    }

    /**
     * How often one label was answered for another.
     *
     * @param actual index of the true label
     * @param predicted index of the label that was answered
     * @return so many times
     */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /**
     * How often a label was the true one: its support.
     *
     * @param label its index
     * @return so many times
     */
    public long actual(int label) {
        return labels().mapToLong(other -> counts[label][other]).sum();
    }

    /**
     * How often a label was answered.
     *
     * @param label its index
     * @return so many times
     */
    public long predicted(int label) {
        return labels().mapToLong(other -> counts[other][label]).sum();
    }

    /**
     * The share of right ones among the answers that named a label.
     *
     * @param label its index
     * @return in [0, 1]; 0 where it was never answered
     */
    public double precision(int label) {
        return share(counts[label][label], predicted(label));
    }

    /**
     * The share of a label's occurrences that were answered so.
     *
     * @param label its index
     * @return in [0, 1]; 0 where it never occurs
     */
    public double recall(int label) {
        return share(counts[label][label], actual(label));
    }

    /**
     * The harmonic mean of precision and recall.
     *
     * @param label its index
     * @return in [0, 1]; 0 for a label that never occurs and is never answered
     */
    public double f1(int label) {
        return share(2 * counts[label][label], actual(label) + predicted(label));
    }

    private IntStream labels() {
        return IntStream.range(0, counts.length);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
