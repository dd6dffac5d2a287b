package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Writes one ONNX graph, node after node. Every method that adds something returns the name of the tensor it made. A
 * size is a {@link Long} or {@link Integer} when it is fixed and a {@link String}, its name, when it is not.
 *
 * <p>Not thread-safe.
 */
public final class OnnxGraph {

    static final int OPSET = 17;
    static final int IR_VERSION = 8;

    /** How the names of constants begin that must not be rounded, and of nodes that must compute in 32-bit floats. */
    static final String EXACT = "exact";

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int INT64 = TensorProto.DataType.INT64.getNumber();
    private static final int INT32 = TensorProto.DataType.INT32.getNumber();

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private boolean exact;
    private int names;

    OnnxGraph(String name) {
        graph.setName(name);
    }

    /**
     * Adds an operator with one output.
     *
     * @param type of the operator, as ONNX spells it
     * @param inputs names of its inputs; an empty one skips an optional input
     * @param attributes its constants
     * @return the name of its output
     */
    public String op(String type, List<String> inputs, Attribute... attributes) {
        return ops(type, inputs, 1, attributes).get(0);
    }

    /**
     * Adds an operator with several outputs.
     *
     * @param type of the operator, as ONNX spells it
     * @param inputs names of its inputs; an empty one skips an optional input
     * @param count how many outputs it has
     * @param attributes its constants
     * @return the names of its outputs
     */
    public List<String> ops(String type, List<String> inputs, int count, Attribute... attributes) {
        String name = fresh(type);
        List<String> outputs = count == 1
                ? List.of(name)
                : IntStream.range(0, count).mapToObj(i -> name + "_" + i).toList();
        graph.addNode(node(name, type, inputs, outputs, attributes));
        return outputs;
    }

    /**
     * Adds something that is computed in 32-bit floats, whatever the precision of the file: what is in the units of the
     * data, or adds up over many steps.
     *
     * @param <T> what it is called by
     * @param part adds nodes and constants
     * @return what {@code part} returns
     */
    public <T> T exactly(Supplier<T> part) {
        boolean before = exact;
        exact = true;
        try {
            return part.get();
        } finally {
            exact = before;
        }
    }

    /**
     * Converts a tensor to 32-bit integers.
     *
     * @param tensor whole numbers of any kind
     * @return the name of the converted tensor
     */
    public String toInt32(String tensor) {
        return op("Cast", List.of(tensor), Attribute.of("to", INT32));
    }

    /**
     * Converts a tensor to 32-bit floats.
     *
     * @param tensor numbers of any kind
     * @return the name of the converted tensor
     */
    public String toFloat(String tensor) {
        return op("Cast", List.of(tensor), Attribute.of("to", FLOAT));
    }

    /**
     * Converts a tensor to 64-bit integers.
     *
     * @param tensor whole numbers of any kind
     * @return the name of the converted tensor
     */
    public String toInt64(String tensor) {
        return op("Cast", List.of(tensor), Attribute.of("to", INT64));
    }

    /**
     * Adds constant floats.
     *
     * @param values row-major
     * @param shape sizes; none for a scalar
     * @return the name of the tensor
     */
    public String floats(float[] values, long... shape) {
        return constant("const", FLOAT, bytes(values), shape);
    }

    /**
     * Writes floats that must not be rounded, whatever the precision of the file: the kernels of fixed transforms.
     *
     * @param values of the constant
     * @param shape sizes; none for a scalar
     * @return the name of the tensor
     */
    public String exactFloats(float[] values, long... shape) {
        return exactly(() -> floats(values, shape));
    }

    static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /**
     * Adds a list of constant whole numbers, say a shape.
     *
     * @param values of the list
     * @return the name of the int64 tensor {@code [values.length]}
     */
    public String longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant("const", INT64, bytes, values.length);
    }

    /**
     * Writes a constant without dimensions.
     *
     * @param value of the constant
     * @return the name of an int64 tensor of rank 0
     */
    public String scalar(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return constant("const", INT64, bytes.putLong(value));
    }

    void inputFloats(String name, List<?> shape) {
        graph.addInput(info(name, FLOAT, shape));
    }

    void inputLongs(String name, List<?> shape) {
        graph.addInput(info(name, INT64, shape));
    }

    void output(String tensor, String name, List<?> shape) {
        graph.addNode(NodeProto.newBuilder()
                .setName(fresh("Identity"))
                .setOpType("Identity")
                .addInput(tensor)
                .addOutput(name));
        graph.addOutput(info(name, FLOAT, shape));
    }

    byte[] write(Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("eddy-trainer")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private String constant(String stem, int type, ByteBuffer bytes, long... shape) {
        String name = fresh(stem);
        graph.addInitializer(tensor(name, type, bytes.rewind(), shape));
        return name;
    }

    static NodeProto node(
            String name, String type, List<String> inputs, List<String> outputs, Attribute... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setOpType(type)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        Arrays.stream(attributes).forEach(attribute -> node.addAttribute(attribute.proto));
        return node.build();
    }

    static TensorProto tensor(String name, int type, ByteBuffer bytes, long... shape) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(Arrays.stream(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }

    private static ValueInfoProto info(String name, int type, List<?> shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (Object size : shape) {
            TensorShapeProto.Dimension.Builder one = sizes.addDimBuilder();
            if (size instanceof Number fixed) {
                one.setDimValue(fixed.longValue());
            } else {
                one.setDimParam(size.toString());
            }
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(sizes).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private String fresh(String stem) {
        return (exact ? EXACT + "_" : "") + stem + "_" + names++;
    }
}
