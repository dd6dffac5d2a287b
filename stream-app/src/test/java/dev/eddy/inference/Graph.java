package dev.eddy.inference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.util.Arrays;
import java.util.List;

/** Builds a small ONNX graph to test with. Sizes of -1 are open. */
final class Graph {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

    Graph input(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
        return this;
    }

    Graph integers(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.INT64, shape));
        return this;
    }

    Graph output(String name, long... shape) {
        graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
        return this;
    }

    Graph weights(String name, List<Long> shape, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).addAllDims(shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor.setDataType(TensorProto.DataType.FLOAT.getNumber()));
        return this;
    }

    Graph integerWeights(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor.setDataType(TensorProto.DataType.INT64.getNumber()));
        return this;
    }

    /** A node as {@code Op in1 in2 -> out1 out2}; a dash stands for an input that is left out. */
    Graph node(String text, AttributeProto... attributes) {
        String[] sides = text.split(" -> ", 2);
        String[] words = sides[0].split(" ", -1);
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(words[0]);
        Arrays.stream(words, 1, words.length)
                .map(it -> it.equals("-") ? "" : it)
                .forEach(node::addInput);
        node.addAllOutput(List.of(sides[1].split(" ", -1)));
        graph.addNode(node.addAllAttribute(List.of(attributes)));
        return this;
    }

    static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto numbers(String name, Iterable<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    /** The graph without a manifest. */
    byte[] bytes() {
        return model().build().toByteArray();
    }

    /** The graph with its manifest inside. */
    byte[] bytes(ModelManifest manifest) {
        StringStringEntryProto.Builder entry =
                StringStringEntryProto.newBuilder().setKey(ModelManifest.KEY).setValue(ManifestJson.write(manifest));
        return model().addMetadataProps(entry).build().toByteArray();
    }

    OnnxModel open(ModelManifest manifest) {
        return OnnxModel.open(ModelFile.of(bytes(manifest)), Device.CPU);
    }

    private ModelProto.Builder model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < sizes.length; i++) {
            TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(sizes[i] < 0 ? size.setDimParam(name + i) : size.setDimValue(sizes[i]));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
