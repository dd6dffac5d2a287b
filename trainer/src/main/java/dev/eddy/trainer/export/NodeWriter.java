package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** Nodes and constants for a graph that exists already. Not thread-safe. */
final class NodeWriter {

    private final String stem;
    private final List<NodeProto> written = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private int names;

    /** Everything that is made here has a name that begins with {@code stem}. */
    NodeWriter(String stem) {
        this.stem = stem;
    }

    void add(NodeProto node) {
        written.add(node);
    }

    String op(String type, List<String> inputs, Attribute... attributes) {
        String name = fresh();
        add(OnnxGraph.node(name, type, inputs, List.of(name), attributes));
        return name;
    }

    String floats(float value) {
        return floats(new float[] {value}, 1);
    }

    String floats(float[] values, long... shape) {
        int type = TensorProto.DataType.FLOAT.getNumber();
        return constant(OnnxGraph.tensor(fresh(), type, OnnxGraph.bytes(values), shape));
    }

    String constant(TensorProto constant) {
        constants.add(constant);
        return constant.getName();
    }

    List<NodeProto> written() {
        return written;
    }

    List<TensorProto> constants() {
        return constants;
    }

    private String fresh() {
        return stem + "_" + names++;
    }
}
