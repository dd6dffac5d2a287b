package dev.eddy.app;

import dev.eddy.event.Prediction;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The numbers of a prediction, unpacked. */
final class Outputs {

    private Outputs() {}

    static float[] of(Prediction prediction) {
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
