package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes the larger constants of a graph as 16-bit floats, with a cast behind each. */
final class HalfWeights {

    /** Of the numbers that 16 bits can hold. */
    private static final float LARGEST = 65504f;

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int FLOAT16 = TensorProto.DataType.FLOAT16.getNumber();

    private final GraphProto.Builder graph;
    private final List<NodeProto> casts = new ArrayList<>();

    HalfWeights(GraphProto.Builder graph) {
        this.graph = graph;
    }

    void rewrite() {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto constant = graph.getInitializer(i);
            FloatBuffer values = floats(constant);
            if (constant.getDataType() == FLOAT
                    && values.remaining() >= Precision.SMALLEST
                    && !constant.getName().startsWith(OnnxGraph.EXACT)
                    && fits(values)) {
                graph.setInitializer(i, half(constant, values));
                casts.add(cast(constant.getName()));
            }
        }
        List<NodeProto> nodes = new ArrayList<>(casts);
        nodes.addAll(graph.getNodeList());
        graph.clearNode().addAllNode(nodes);
    }

    static FloatBuffer floats(TensorProto constant) {
        return constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    static boolean fits(FloatBuffer values) {
        for (int i = 0; i < values.remaining(); i++) {
            if (Math.abs(values.get(i)) > LARGEST) {
                return false;
            }
        }
        return true;
    }

    /** The same constant in 16-bit floats, under a name of its own. */
    static TensorProto half(TensorProto constant, FloatBuffer values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.remaining(); i++) {
            bytes.putShort(Fp16Conversions.floatToFp16(values.get(i)));
        }
        return constant.toBuilder()
                .setName(constant.getName() + "_half")
                .setDataType(FLOAT16)
                .setRawData(ByteString.copyFrom(bytes.rewind()))
                .build();
    }

    private static NodeProto cast(String name) {
        return NodeProto.newBuilder()
                .setName(name + "_widened")
                .setOpType("Cast")
                .addInput(name + "_half")
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(FLOAT))
                .build();
    }
}
