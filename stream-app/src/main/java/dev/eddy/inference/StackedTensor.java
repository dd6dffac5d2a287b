package dev.eddy.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/** A float tensor over a reused direct buffer that grows with the batch. Used by one thread. */
final class StackedTensor {

    private final RowLayout layout;
    private final IntFunction<long[]> shape;
    private FloatBuffer buffer = FloatBuffer.allocate(0);

    /**
     * A tensor without rows.
     *
     * @param layout where a row lies
     * @param shape the tensor's shape for a number of rows
     */
    StackedTensor(RowLayout layout, IntFunction<long[]> shape) {
        this.layout = layout;
        this.shape = shape;
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

    /** The rows as ONNX Runtime takes them; shares the buffer, so close it before the next {@link #reserve}. */
    OnnxTensor tensor(int batch) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape.apply(batch));
    }
}
