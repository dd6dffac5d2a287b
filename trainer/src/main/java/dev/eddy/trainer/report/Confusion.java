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
        return labels().mapToDouble(label -> share(2 * counts[label][label], actual(label) + predicted(label)))
                .average()
                .orElse(0);
    }

    private long actual(int label) {
        return labels().mapToLong(other -> counts[label][other]).sum();
    }

    private long predicted(int label) {
        return labels().mapToLong(other -> counts[other][label]).sum();
    }

    private IntStream labels() {
        return IntStream.range(0, counts.length);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
