package dev.eddy.event;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The numbers of a prediction, unpacked. Any thread may call. */
public final class Outputs {

    private Outputs() {}

    /**
     * Unpacks them.
     *
     * @param prediction of a model
     * @return what its first output gave for the window, in row-major order
     */
    public static float[] of(Prediction prediction) {
        FloatBuffer packed = prediction
                .getValues()
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[packed.remaining()];
        packed.get(values);
        return values;
    }
}
