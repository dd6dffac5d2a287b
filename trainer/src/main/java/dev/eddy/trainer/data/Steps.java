package dev.eddy.trainer.data;

import java.util.Arrays;

/**
 * Consecutive windows of one recording, from the start of an epoch on.
 *
 * @param key where they come from
 * @param group who or what was recorded
 * @param values the samples, {@code [step][sample][channel]} flattened
 * @param labels per step the index of the class at the window's last sample
 */
public record Steps(String key, String group, float[] values, int[] labels) {

    /**
     * How many there are.
     *
     * @return windows
     */
    public int count() {
        return labels.length;
    }

    /**
     * Some of them.
     *
     * @param from first step
     * @param to step after the last
     * @return a copy
     */
    public Steps slice(int from, int to) {
        int size = values.length / count();
        return new Steps(
                key, group, Arrays.copyOfRange(values, from * size, to * size), Arrays.copyOfRange(labels, from, to));
    }
}
