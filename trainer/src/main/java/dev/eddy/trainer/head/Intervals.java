package dev.eddy.trainer.head;

import java.util.Arrays;

/**
 * How wide an interval around each estimate must be to hold the truth as often as promised, by split conformal
 * prediction: the quantile of the absolute errors on held-out steps (Lei et al. 2018, Distribution-Free Predictive
 * Inference for Regression).
 *
 * @param coverage the share of truths that an interval holds, in (0, 1)
 */
record Intervals(double coverage) {

    /** Half the width for each number, in the units of the answers; infinite where there are too few answers. */
    float[] halfWidths(Answers held) {
        float[] halves = new float[held.width()];
        int rank = (int) Math.ceil((held.count() + 1) * coverage);
        for (int number = 0; number < halves.length; number++) {
            float[] errors = new float[held.count()];
            for (int step = 0; step < errors.length; step++) {
                int at = step * held.width() + number;
                errors[step] = Math.abs(held.raw()[at] - held.truth()[at]);
            }
            Arrays.sort(errors);
            halves[number] = rank > errors.length ? Float.POSITIVE_INFINITY : errors[rank - 1];
        }
        return halves;
    }

    /** The share of truths within half a width. */
    static double covered(Answers answers, float[] halves) {
        long within = 0;
        for (int i = 0; i < answers.truth().length; i++) {
            if (holds(answers, halves, i)) {
                within++;
            }
        }
        return answers.truth().length == 0 ? 0 : (double) within / answers.truth().length;
    }

    static boolean holds(Answers answers, float[] halves, int place) {
        return Math.abs(answers.raw()[place] - answers.truth()[place]) <= halves[place % halves.length];
    }
}
