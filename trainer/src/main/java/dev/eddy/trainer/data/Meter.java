package dev.eddy.trainer.data;

import java.util.List;

/** A meter that misbehaves about once a week: it reads far too much, next to nothing, or always the same. */
record Meter(Draws draws) {

    static final List<String> LABELS = List.of("normal", "anomaly");

    private static final int WEEK = 7 * 24;

    /**
     * Spoils some readings.
     *
     * @param values {@code [hour][2]} flattened; the first channel is changed in place
     * @return per hour an index into {@link #LABELS}
     */
    int[] disturb(float[] values) {
        int[] labels = new int[values.length / 2];
        for (int from = WEEK / 2 + draws.below(WEEK / 2); from < labels.length; from += WEEK / 2 + draws.below(WEEK)) {
            int fault = draws.below(3);
            int to = Math.min(labels.length, from + duration(fault));
            float held = values[2 * from];
            for (int hour = from; hour < to; hour++) {
                labels[hour] = 1;
                values[2 * hour] = reading(fault, values[2 * hour], held);
            }
        }
        return labels;
    }

    private int duration(int fault) {
        return fault == 2 ? 12 + draws.below(12) : 2 + draws.below(4);
    }

    private static float reading(int fault, float real, float held) {
        return switch (fault) {
            case 0 -> 2 * real;
            case 1 -> 0.05f * real;
            default -> held;
        };
    }
}
