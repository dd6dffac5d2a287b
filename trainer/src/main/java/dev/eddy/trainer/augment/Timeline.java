package dev.eddy.trainer.augment;

/**
 * How windows lie on one axis of time.
 *
 * @param length numbers of a window
 * @param hop numbers from the start of one window to the start of the next, at most {@code length}
 */
record Timeline(int length, int hop) {

    /** Each number once. */
    float[] joined(float[] windows) {
        int count = windows.length / length;
        float[] values = new float[(count - 1) * hop + length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(windows, i * length, values, i * hop, length);
        }
        return values;
    }

    /** The windows again. */
    float[] cut(float[] values) {
        int count = (values.length - length) / hop + 1;
        float[] windows = new float[count * length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * hop, windows, i * length, length);
        }
        return windows;
    }
}
