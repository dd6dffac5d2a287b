package dev.eddy.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A float tensor over a reused direct buffer that grows with the batch. Used by one thread. */
final class StackedTensor {

    private final RowLayout layout;
    private FloatBuffer buffer = FloatBuffer.allocate(0);

    /**
     * A tensor without rows.
     *
     * @param layout where a row lies
     */
    StackedTensor(RowLayout layout) {
        this.layout = layout;
    }

    FloatBuffer reserve(int batch) {
        int needed = Math.multiplyExact(batch, layout.size());
        if (buffer.capacity() < needed) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(needed, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        buffer.clear().limit(needed);
        return buffer;
    }

    RowLayout layout() {
        return layout;
    }

    /** The rows in a shape, as ONNX Runtime takes them; shares the buffer, so close it before the next {@link #reserve}. */
    OnnxTensor tensor(long[] shape) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
    }
}
