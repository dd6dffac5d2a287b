package dev.eddy.trainer.head;

import org.bytedeco.pytorch.Tensor;

/**
 * Mean and deviation of some numbers, so that the loss sees all of them alike.
 *
 * @param shift the mean of each number, in the units of the data
 * @param width the standard deviation of each number, above 0
 */
record Scale(float[] shift, float[] width) {

    /** As good as constant. */
    private static final double FLOOR = 1e-9;

    /** From rows {@code [row][number]} flattened; rows with a NaN in a number do not count for it. */
    static Scale of(Iterable<float[]> rows, int numbers) {
        double[] sum = new double[numbers];
        double[] squares = new double[numbers];
        long[] count = new long[numbers];
        for (float[] some : rows) {
            for (int i = 0; i < some.length; i++) {
                if (!Float.isNaN(some[i])) {
                    sum[i % numbers] += some[i];
                    squares[i % numbers] += (double) some[i] * some[i];
                    count[i % numbers]++;
                }
            }
        }
        return of(sum, squares, count);
    }

    private static Scale of(double[] sum, double[] squares, long[] count) {
        Scale scale = new Scale(new float[sum.length], new float[sum.length]);
        for (int i = 0; i < sum.length; i++) {
            double mean = sum[i] / Math.max(1, count[i]);
            double deviation = Math.sqrt(Math.max(0, squares[i] / Math.max(1, count[i]) - mean * mean));
            scale.shift[i] = (float) mean;
            scale.width[i] = deviation < FLOOR ? 1f : (float) deviation;
        }
        return scale;
    }

    /** The same numbers again and again. */
    Scale times(int count) {
        return new Scale(repeat(shift, count), repeat(width, count));
    }

    static float[] repeat(float[] numbers, int count) {
        float[] all = new float[numbers.length * count];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[i % numbers.length];
        }
        return all;
    }

    /** The same numbers without the shift. */
    Scale centred() {
        return new Scale(new float[shift.length], width);
    }

    /** From the units of the data to those of the loss, {@code [row][number]} flattened. */
    float[] into(float[] values) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (values[i] - shift[i % shift.length]) / width[i % width.length];
        }
        return scaled;
    }

    Tensor widths() {
        return Tensor.create(width, width.length);
    }

    Tensor shifts() {
        return Tensor.create(shift, shift.length);
    }
}
