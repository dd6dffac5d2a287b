package dev.eddy.trainer.head;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores tell unusual steps from usual ones, whatever the threshold: the area under the ROC curve, which is
 * the chance that an unusual step scores higher than a usual one (Mann and Whitney 1947); 0.5 is guessing, 1 is perfect.
 *
 * @param scores one per step
 * @param labels per step 0 where it is usual, more where it is not, less where nobody knows
 */
record Separation(float[] scores, int[] labels) {

    /** NaN unless there are steps of both kinds; ties count half. */
    double area() {
        List<Integer> order = IntStream.range(0, scores.length)
                .filter(step -> labels[step] >= 0)
                .boxed()
                .sorted(Comparator.comparing(step -> scores[step]))
                .toList();
        double wins = 0;
        double usual = 0;
        double unusual = 0;
        for (int from = 0; from < order.size(); ) {
            int to = endOfTie(order, from);
            double here = order.subList(from, to).stream()
                    .filter(step -> labels[step] > 0)
                    .count();
            double others = to - from - here;
            wins += here * (usual + others / 2);
            usual += others;
            unusual += here;
            from = to;
        }
        return usual * unusual == 0 ? Double.NaN : wins / (usual * unusual);
    }

    private int endOfTie(List<Integer> order, int from) {
        int to = from + 1;
        while (to < order.size() && scores[order.get(to)] == scores[order.get(from)]) {
            to++;
        }
        return to;
    }
}
