package dev.eddy.trainer.head;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a network said about some steps, beside the truth, before the head made an answer of it.
 *
 * @param raw the network's last values, {@code [step][value]} flattened
 * @param truth what is known of each step in the units of the loss, {@code [step][number]} flattened
 * @param count how many steps there are
 */
public record Answers(float[] raw, float[] truth, int count) {

    /**
     * Puts the answers to several steps together.
     *
     * @param raw the network's last values of each step
     * @param truth what is known of each step, as many
     * @return all of them, in the same order
     */
    public static Answers of(List<float[]> raw, List<float[]> truth) {
        return new Answers(flat(raw), flat(truth), raw.size());
    }

    /**
     * Puts several answers behind each other.
     *
     * @param parts with as many values and numbers per step
     * @return all of them, in the same order
     */
    public static Answers joined(List<Answers> parts) {
        return new Answers(
                flat(parts.stream().map(Answers::raw).toList()),
                flat(parts.stream().map(Answers::truth).toList()),
                parts.stream().mapToInt(Answers::count).sum());
    }

    /**
     * Which of several values is the largest.
     *
     * @param values at least one
     * @return its index; the first one of equals
     */
    public static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static float[] flat(List<float[]> parts) {
        FloatBuffer all = FloatBuffer.allocate(
                parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    /**
     * How many values the network gives per step.
     *
     * @return 0 when there are no steps
     */
    public int width() {
        return count == 0 ? 0 : raw.length / count;
    }

    /**
     * What the network said about one step.
     *
     * @param step from 0
     * @return a copy
     */
    public float[] raw(int step) {
        return Arrays.copyOfRange(raw, step * width(), (step + 1) * width());
    }

    /**
     * What is known of one step.
     *
     * @param step from 0
     * @return the first number
     */
    public float truth(int step) {
        return truth[step * (truth.length / count)];
    }
}
