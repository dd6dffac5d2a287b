package dev.eddy.inference;

/**
 * On which terms a model uses a GPU.
 *
 * @param tolerance how far answers may be off those of the processor, as a share where they are greater than 1
 * @param weight of the model among those that share the device: how much of its time it may have beside one of weight 1
 * @param cuda how the device is used
 */
public record GpuUse(double tolerance, double weight, CudaSettings cuda) {

    /** Like any other model, to three digits. */
    public static final GpuUse DEFAULT = new GpuUse(1e-3, 1, CudaSettings.DEFAULT);

    private static final double LEAST_WEIGHT = 0.01;
    private static final double MOST_WEIGHT = 100;

    /** Checks tolerance and weight. */
    public GpuUse {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("device tolerance must be above 0 but was " + tolerance);
        }
        if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT)) {
            throw new IllegalArgumentException(
                    "device weight must be in " + LEAST_WEIGHT + ".." + MOST_WEIGHT + " but was " + weight);
        }
    }
}
