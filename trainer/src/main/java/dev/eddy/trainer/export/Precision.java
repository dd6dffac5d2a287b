package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;

/** How finely the weights of a model file are written. What comes in, goes out and is carried over stays float32. */
public enum Precision {
    /** As they were fitted. */
    FP32 {
        @Override
        void rewrite(GraphProto.Builder graph) {}
    },
    /** Weights in 16-bit floats: half the size. They are widened when the file is loaded, so the speed is the same. */
    FP16 {
        @Override
        void rewrite(GraphProto.Builder graph) {
            new HalfWeights(graph).rewrite();
        }
    },
    /**
     * Weights in 8-bit integers with a scale per output, a quarter of the size; products with weights are computed in
     * integers, for which each frame gets a scale of its own while it runs. One scale for a whole batch, as is usual,
     * would let a prediction depend on who else is in its batch.
     */
    INT8 {
        @Override
        void rewrite(GraphProto.Builder graph) {
            new ByteWeights(graph).rewrite();
        }
    };

    /** Weights smaller than this are left alone: there is nothing to gain. */
    static final int SMALLEST = 64;

    abstract void rewrite(GraphProto.Builder graph);

    /**
     * Writes a model with other weights.
     *
     * @param model bytes of an {@code .onnx} file, float32
     * @return bytes of an {@code .onnx} file with the same inputs, outputs and manifest
     */
    public byte[] of(byte[] model) {
        try {
            ModelProto.Builder copy = ModelProto.parseFrom(model).toBuilder();
            rewrite(copy.getGraphBuilder());
            return copy.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the bytes must be an ONNX model but are not: " + e.getMessage(), e);
        }
    }
}
