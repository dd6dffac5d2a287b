package dev.eddy.trainer.data;

import java.util.Arrays;

/**
 * Consecutive windows of one recording, from the start of an epoch on.
 *
 * @param key where they come from
 * @param group who or what was recorded
 * @param values the samples, {@code [step][sample][channel]} flattened
 * @param labels per step the index of the class at the window's last sample, or -1 where nobody said
 * @param truth per step what a head compares with, {@code [step][number]} flattened; NaN where nothing is known
 */
public record Steps(String key, String group, float[] values, int[] labels, float[] truth) {

    /**
     * Steps of which only the labels are known.
     *
     * @param key where they come from
     * @param group who or what was recorded
     * @param values the samples, {@code [step][sample][channel]} flattened
     * @param labels per step the index of the class, or -1
     * @return steps whose truth is the label
     */
    public static Steps labelled(String key, String group, float[] values, int[] labels) {
        float[] truth = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            truth[i] = labels[i] < 0 ? Float.NaN : labels[i];
        }
        return new Steps(key, group, values, labels, truth);
    }

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
        return new Steps(
                key, group, part(values, from, to), Arrays.copyOfRange(labels, from, to), part(truth, from, to));
    }

    private float[] part(float[] all, int from, int to) {
        int size = all.length / count();
        return Arrays.copyOfRange(all, from * size, to * size);
    }
}
