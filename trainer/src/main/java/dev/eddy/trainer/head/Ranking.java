package dev.eddy.trainer.head;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well scores put what is abnormal above what is normal.
 *
 * @param normal scores of normal steps
 * @param abnormal scores of abnormal steps
 */
public record Ranking(double[] normal, double[] abnormal) {

    /**
     * The chance that an abnormal step scores above a normal one, ties counting half: the area under the receiver
     * operating characteristic, by the rank sum of Mann and Whitney.
     *
     * @return in [0, 1]; NaN where one of both is empty
     */
    public double area() {
        double[] all = DoubleStream.concat(Arrays.stream(normal), Arrays.stream(abnormal))
                .toArray();
        Integer[] order = IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> all[i]))
                .toArray(Integer[]::new);
        double ranks = 0;
        for (int from = 0, to; from < order.length; from = to) {
            for (to = from; to < order.length && all[order[to]] == all[order[from]]; to++) {
                // as far as scores are equal
            }
            double rank = (from + 1 + to) / 2.0;
            ranks += rank
                    * Arrays.stream(order, from, to)
                            .filter(i -> i >= normal.length)
                            .count();
        }
        double count = abnormal.length;
        return (ranks - count * (count + 1) / 2) / (count * normal.length);
    }

    /**
     * The least normal score that is not exceeded by more than the rest of a share.
     *
     * @param share in (0, 1]
     * @return NaN without normal scores
     */
    public double quantile(double share) {
        double[] sorted = normal.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
