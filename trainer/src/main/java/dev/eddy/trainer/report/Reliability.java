package dev.eddy.trainer.report;

import java.util.stream.IntStream;

/** How often answers of each confidence were right, in ten bins of equal width. Not thread-safe. */
public final class Reliability {

    static final int BINS = 10;

    private final long[] counts = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /**
     * Counts one answer.
     *
     * @param confidence probability of the label that was answered, in [0, 1]; a bin holds its lower bound
     * @param isRight whether it was the true label
     */
    public void add(double confidence, boolean isRight) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "confidence %s must be in [0, 1]; give the probability of the answer".formatted(confidence));
        }
        int bin = Math.min(BINS - 1, (int) (confidence * BINS));
        counts[bin]++;
        right[bin] += isRight ? 1 : 0;
        this.confidence[bin] += confidence;
    }

    /**
     * The mean distance of confidence and accuracy, each bin weighed by its answers.
     *
     * @return the expected calibration error, in [0, 1]; 0 where nothing was counted
     */
    public double expectedCalibrationError() {
        long total = total();
        return total == 0
                ? 0
                : bins().mapToDouble(bin -> Math.abs(right[bin] - confidence[bin]))
                                .sum()
                        / total;
    }

    long total() {
        return bins().mapToLong(bin -> counts[bin]).sum();
    }

    long count(int bin) {
        return counts[bin];
    }

    /** NaN where the bin is empty. */
    double accuracy(int bin) {
        return (double) right[bin] / counts[bin];
    }

    /** The mean in the bin; NaN where it is empty. */
    double confidence(int bin) {
        return confidence[bin] / counts[bin];
    }

    Series curve(String name) {
        int[] filled = bins().filter(bin -> counts[bin] > 0).toArray();
        return new Series(
                name,
                IntStream.of(filled).mapToDouble(this::confidence).toArray(),
                IntStream.of(filled).mapToDouble(this::accuracy).toArray());
    }

    private static IntStream bins() {
        return IntStream.range(0, BINS);
    }
}
