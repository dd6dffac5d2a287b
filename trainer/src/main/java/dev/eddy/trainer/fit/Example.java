package dev.eddy.trainer.fit;

/**
 * A run of steps as the fitted layers see it.
 *
 * @param features {@code [channel][frame]} flattened
 * @param aims the truth in the units of the loss, {@code [step][number]} flattened, NaN where nothing is known
 * @param steps how many there are
 */
public record Example(float[] features, float[] aims, int steps) {

    /** Whether everything is known of one step. */
    boolean isKnown(int step) {
        int size = aims.length / steps;
        for (int i = step * size; i < (step + 1) * size; i++) {
            if (Float.isNaN(aims[i])) {
                return false;
            }
        }
        return true;
    }
}
