package dev.eddy.trainer.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Points of a line, by name.
 *
 * @param name what they are
 * @param x places, ascending
 * @param y values; one that is not finite interrupts the line
 */
record Series(String name, double[] x, double[] y) {

    private static final int MOST_POINTS = 1_200;

    /** One value per whole number from {@code first} on. */
    static Series of(String name, int first, double... y) {
        return new Series(
                name, IntStream.range(first, first + y.length).asDoubleStream().toArray(), y);
    }

    /** One value every so often, from 0 on. */
    static Series every(String name, double distance, double... y) {
        return new Series(
                name,
                IntStream.range(0, y.length).mapToDouble(i -> i * distance).toArray(),
                y);
    }

    /** No more points than a drawing shows; of each group the least and the greatest stay, so that peaks do. */
    Series thinned() {
        if (y.length <= MOST_POINTS) {
            return this;
        }
        int groups = MOST_POINTS / 2;
        int[] kept = IntStream.range(0, groups)
                .flatMap(group -> extremes(start(group, groups), start(group + 1, groups)))
                .toArray();
        return new Series(name, pick(x, kept), pick(y, kept));
    }

    private int start(int group, int groups) {
        return (int) ((long) group * y.length / groups);
    }

    private IntStream extremes(int from, int to) {
        int least = from;
        int greatest = from;
        for (int i = from; i < to; i++) {
            least = y[i] < y[least] ? i : least;
            greatest = y[i] > y[greatest] ? i : greatest;
        }
        return IntStream.of(least, greatest).sorted().distinct();
    }

    private static double[] pick(double[] values, int[] places) {
        return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
    }

    /** What somebody who cannot see the line should know. */
    String summary() {
        double[] known = values().toArray();
        if (known.length == 0) {
            return name + ": nothing";
        }
        return "%s: from %s to %s, lowest %s, highest %s"
                .formatted(
                        name,
                        Numbers.plain(known[0]),
                        Numbers.plain(known[known.length - 1]),
                        Numbers.plain(values().min().orElseThrow()),
                        Numbers.plain(values().max().orElseThrow()));
    }

    private DoubleStream values() {
        return Arrays.stream(y).filter(Double::isFinite);
    }
}
