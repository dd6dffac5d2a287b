package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Locale;
import java.util.function.Consumer;

/** How finely the weights of a model file are written. What comes in, goes out and is carried over stays float32. */
public enum Precision {
    /** As they were fitted. */
    FP32(0) {
        @Override
        void rewrite(GraphProto.Builder graph) {}
    },
    /** Weights in 16-bit floats: half the size. They are widened when the file is loaded, so the speed is the same. */
    FP16(0) {
        @Override
        void rewrite(GraphProto.Builder graph) {
            new HalfWeights(graph).rewrite();
        }
    },
    /**
     * Weights in 16-bit floats, and whatever is computed with them too, for devices that are faster so. What a step leaves
     * behind is rounded where it goes out, so that the answers to several steps in one run are not quite those to the same
     * steps one by one.
     */
    HALF(0x1p-10) {
        @Override
        void rewrite(GraphProto.Builder graph) {
            new HalfGraph(graph, false).rewrite();
        }

        @Override
        void rehearse(GraphProto.Builder graph) {
            new HalfGraph(graph, true).rewrite();
        }
    },
    /**
     * Weights in 8-bit integers with a scale per output, a quarter of the size; products with weights are computed in
     * integers, for which each frame gets a scale of its own while it runs. One scale for a whole batch, as is usual,
     * would let a prediction depend on who else is in its batch.
     */
    INT8(0) {
        @Override
        void rewrite(GraphProto.Builder graph) {
            new ByteWeights(graph).rewrite();
        }
    };

    /** Weights smaller than this are left alone: there is nothing to gain. */
    static final int SMALLEST = 64;

    private final double rounding;

    Precision(double rounding) {
        this.rounding = rounding;
    }

    /** How much a number that goes from one run to the next may lose, as a share of it; 0 for what 32-bit floats lose. */
    double rounding() {
        return rounding;
    }

    /** The word for it in commands, experiments and names of files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract void rewrite(GraphProto.Builder graph);

    void rehearse(GraphProto.Builder graph) {
        rewrite(graph);
    }

    /**
     * Writes a model with other weights.
     *
     * @param model bytes of an {@code .onnx} file, float32
     * @return bytes of an {@code .onnx} file with the same inputs, outputs and manifest
     */
    public byte[] of(byte[] model) {
        return changed(model, this::rewrite);
    }

    /**
     * Writes a model that is rounded on the processor as on a device that computes in this precision. ONNX Runtime computes
     * there in 32 bits what it has no kernel for, and rounds nothing between two such nodes.
     *
     * @param model bytes of an {@code .onnx} file, float32
     * @return bytes of an {@code .onnx} file, to find out how good {@link #of} is elsewhere
     */
    public byte[] rehearsed(byte[] model) {
        return changed(model, this::rehearse);
    }

    private static byte[] changed(byte[] model, Consumer<GraphProto.Builder> change) {
        try {
            ModelProto.Builder copy = ModelProto.parseFrom(model).toBuilder();
            change.accept(copy.getGraphBuilder());
            return copy.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the bytes must be an ONNX model but are not: " + e.getMessage(), e);
        }
    }
}
