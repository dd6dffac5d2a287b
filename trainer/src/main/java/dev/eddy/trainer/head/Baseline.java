package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;

/** A simple forecast that a learned one must beat to be worth its while. */
public interface Baseline {

    /**
     * Forecasts each window by itself.
     *
     * @param steps the windows
     * @return in the units of the data, {@code [step][ahead][channel]} flattened
     */
    float[] forecast(Steps steps);

    /**
     * What the network would have had to say to forecast the same.
     *
     * @param steps the windows
     * @param head that makes a forecast of what the network says
     * @return in the units of the loss, {@code [step][ahead][channel]} flattened
     */
    default float[] raw(Steps steps, Head head) {
        return head.aims(new Steps(steps.key(), steps.group(), steps.values(), steps.labels(), forecast(steps)));
    }
}
