package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what a network says becomes what people are told, in plain numbers.
 *
 * @param scale from the units of the loss to those of the data
 * @param halves half the width of each number's interval in the units of the loss; empty without intervals
 * @param coverage the share of truths that an interval shall hold; 0 without intervals
 * @param from what the network's values are added to, null for the mean of the training part
 */
record Told(
        Scale scale,
        float[] halves,
        double coverage,
        @Nullable LastSample from) {

    /** The estimate of one window and, with intervals, both bounds. */
    List<float[]> of(float[] raw, Steps window) {
        float[] estimate = new float[raw.length];
        float[] base = from == null ? scale.shift() : from.of(window);
        for (int i = 0; i < raw.length; i++) {
            estimate[i] = raw[i] * scale.width()[i] + base[i];
        }
        return halves.length == 0 ? List.of(estimate) : List.of(estimate, moved(estimate, -1), moved(estimate, 1));
    }

    private float[] moved(float[] estimate, int sign) {
        float[] widths = halfWidths();
        float[] bound = estimate.clone();
        for (int i = 0; i < bound.length; i++) {
            bound[i] += sign * widths[i];
        }
        return bound;
    }

    /** In the units of the data. */
    float[] halfWidths() {
        float[] widths = halves.clone();
        for (int i = 0; i < widths.length; i++) {
            widths[i] *= scale.width()[i];
        }
        return widths;
    }

    /** Whether the interval around one number holds its truth. */
    boolean holds(Answers answers, int place) {
        return Intervals.holds(answers, halves, place);
    }
}
