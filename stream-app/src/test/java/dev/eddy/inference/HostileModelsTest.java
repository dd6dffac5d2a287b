package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that want something else than to be a model: each is refused before ONNX Runtime sees it, with its reason. */
class HostileModelsTest {

    private static final String NO_TENSOR = "value hostile must be a tensor but is not";
    private static final byte[] SOUND = SmallModels.sum().bytes();

    static List<Arguments> hostile() {
        return Stream.of(files(), tensors(), operators(), sizes(), shapes(), types())
                .flatMap(it -> it)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void shouldRefuse(String what, byte[] graph, String reason) {
        ModelFile file = ModelFile.of(graph, SmallModels.sumManifest());

        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> OnnxModel.open(file, Device.CPU))
                .withMessageContaining(reason)
                .withNoCause();
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> GraphDescription.of(graph, "it"))
                .withMessageContaining(reason);
    }

    @Test
    void shouldBeMany() {
        assertThat(hostile()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void shouldTakeWhatIsSound() {
        assertThatCode(() -> SmallModels.sum().open(SmallModels.sumManifest()).close())
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        SmallModels.lstm(1).open(SmallModels.lstmManifest()).close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void shouldRefuseFilesThatAreNoGraph(byte[] junk) {
        assertThatExceptionOfType(InferenceException.class).isThrownBy(() -> GraphSafety.check(junk, "it"));
    }

    static Stream<byte[]> cuts() {
        return Stream.concat(
                Stream.of(new byte[0], "PK\3\4".getBytes(StandardCharsets.ISO_8859_1), new byte[100]),
                IntStream.of(1, SOUND.length / 2, SOUND.length - 3).mapToObj(it -> Arrays.copyOf(SOUND, it)));
    }

    private static Stream<Arguments> files() {
        return Stream.of(
                of("no nodes", it -> it.getGraphBuilder().clearNode(), "it must have nodes"),
                of("no graph", ModelProto.Builder::clearGraph, "it must have nodes"),
                of("no opset", ModelProto.Builder::clearOpsetImport, "its opset must be 7 to 26 but is 0"),
                of("an opset of the past", it -> opset(it, 1), "its opset must be 7 to 26 but is 1"),
                of("an opset of the future", it -> opset(it, 1000), "its opset must be 7 to 26 but is 1000"),
                of("a negative opset", it -> opset(it, -1), "its opset must be"),
                of("functions", it -> it.addFunctions(FunctionProto.newBuilder().setName("f")), "functions of its own"),
                of("a training graph", it -> it.addTrainingInfo(TrainingInfoProto.newBuilder()), "a training graph"),
                of("too many nodes", it -> nodes(it.getGraphBuilder()), "at most 20000 nodes"),
                of("graphs in graphs", it -> it.getGraphBuilder().addNode(nested(16)), "at most 16 deep"));
    }

    private static Stream<Arguments> tensors() {
        return Stream.of(
                weight("outside, by place", it -> it.setDataLocation(TensorProto.DataLocation.EXTERNAL)),
                weight("outside, by name", it -> it.addExternalData(entry("location", "../../etc/passwd"))),
                weight("outside, absolute", it -> it.addExternalData(entry("location", "/etc/shadow"))),
                of("a constant outside", it -> it.getGraphBuilder().addNode(constant(external())), "points to another"),
                weight("more than there is", it -> it.addDims(1 << 20), "must hold the"),
                weight("less than there is", it -> it.addDims(2), "must hold the"),
                weight("more than fits", it -> it.addDims(1L << 40), "must have sizes of 0 or more"),
                weight("a product that overflows", it -> it.addDims(1L << 32).addDims(1L << 32), "must have sizes"),
                weight("negative sizes", it -> it.addDims(-5), "must have sizes of 0 or more"),
                weight("the smallest size", it -> it.addDims(Long.MIN_VALUE), "must have sizes of 0 or more"),
                weight("text", it -> it.setDataType(TensorProto.DataType.STRING_VALUE), "must hold numbers of 8 to 64"),
                weight("no type", it -> it.setDataType(0), "must hold numbers"),
                weight("an unknown type", it -> it.setDataType(9999), "must hold numbers"),
                weight(
                        "complex numbers",
                        it -> it.setDataType(TensorProto.DataType.COMPLEX128_VALUE),
                        "must hold numbers"),
                weight("half a number", it -> it.clearFloatData().setRawData(bytes(3)), "holds -1"),
                weight("raw bytes too many", it -> it.clearFloatData().setRawData(bytes(400)), "but holds 100"),
                of("sparse weights", it -> it.getGraphBuilder().addSparseInitializer(sparse()), "some are sparse"),
                of("a sparse constant", it -> it.getGraphBuilder().addNode(sparseConstant()), "but is sparse"));
    }

    private static Stream<Arguments> operators() {
        return Stream.concat(
                Stream.of(
                                "Loop",
                                "RandomNormal",
                                "RandomUniformLike",
                                "Multinomial",
                                "SequenceConstruct",
                                "StringConcat",
                                "RegexFullMatch",
                                "ImageDecoder",
                                "ConcatFromSequence",
                                "Optional",
                                "NoSuchThing",
                                "")
                        .map(it -> operator("", it)),
                Stream.of(
                        operator("com.microsoft", "FusedMatMul"),
                        operator("ai.onnx.ml", "TreeEnsembleClassifier"),
                        operator("ai.onnx.training", "Gradient"),
                        operator("evil.corp", "Exec"),
                        operator("evil.corp", "Add")));
    }

    private static Stream<Arguments> sizes() {
        return Stream.of(
                asks("ConstantOfShape", 1L << 40),
                asks("ConstantOfShape", 1L << 16, 1L << 16),
                asks("Expand", 1L << 33),
                asks("Tile", 1 << 20, 1 << 20),
                asks("Range", Long.MAX_VALUE),
                asks("OneHot", 1L << 50),
                asks("Pad", Long.MIN_VALUE, 1),
                asks("HannWindow", 1L << 34),
                of(
                        "a size from around the branch",
                        it -> it.getGraphBuilder()
                                .addInitializer(asked(1L << 40))
                                .addNode(branch(expand())),
                        "operator Expand must ask for at most"));
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                of("a negative input", it -> it.getGraphBuilder().addInput(input(-7)), "must have sizes of 0 or more"),
                of(
                        "a huge input",
                        it -> it.getGraphBuilder().addInput(input(1L << 50)),
                        "must have sizes of 0 or more"),
                of("a huge output", it -> it.getGraphBuilder().addOutput(input(1L << 50)), "must have sizes"),
                of("a huge value between", it -> it.getGraphBuilder().addValueInfo(input(1L << 50)), "must have sizes"),
                of("a sequence", it -> it.getGraphBuilder().addInput(sequence()), "must be a tensor but is not"));
    }

    private static Stream<Arguments> types() {
        TypeProto.Builder sequence = sequence().getType().toBuilder();
        TypeProto.Builder map = TypeProto.newBuilder().setMapType(TypeProto.Map.newBuilder());
        TypeProto.Builder optional = TypeProto.newBuilder().setOptionalType(TypeProto.Optional.newBuilder());
        TypeProto.Builder sparse = TypeProto.newBuilder().setSparseTensorType(TypeProto.SparseTensor.newBuilder());
        TypeProto.Builder opaque = TypeProto.newBuilder().setOpaqueType(TypeProto.Opaque.newBuilder());
        TypeProto.Builder later = TypeProto.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                77,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build());
        return Stream.concat(
                Stream.of(sequence, map, optional, sparse, opaque, later)
                        .flatMap(type -> Stream.of(
                                of(
                                        "in " + type.getValueCase(),
                                        it -> it.getGraphBuilder().addInput(value(type)),
                                        NO_TENSOR),
                                of(
                                        "out " + type.getValueCase(),
                                        it -> it.getGraphBuilder().addOutput(value(type)),
                                        NO_TENSOR),
                                of(
                                        "between " + type.getValueCase(),
                                        it -> it.getGraphBuilder().addValueInfo(value(type)),
                                        NO_TENSOR),
                                of(
                                        "in a branch " + type.getValueCase(),
                                        it -> it.getGraphBuilder().addNode(branch(type)),
                                        NO_TENSOR))),
                Stream.of(
                        of("an input without a type", it -> it.getGraphBuilder().addInput(silent()), NO_TENSOR),
                        of(
                                "an output without a type",
                                it -> it.getGraphBuilder().addOutput(silent()),
                                NO_TENSOR),
                        of(
                                "an input of an empty type",
                                it -> it.getGraphBuilder().addInput(value(TypeProto.newBuilder())),
                                NO_TENSOR),
                        of(
                                "an output of an empty type",
                                it -> it.getGraphBuilder().addOutput(value(TypeProto.newBuilder())),
                                NO_TENSOR)));
    }

    private static ValueInfoProto value(TypeProto.Builder type) {
        return silent().toBuilder().setType(type).build();
    }

    private static ValueInfoProto silent() {
        return ValueInfoProto.newBuilder().setName("hostile").build();
    }

    private static NodeProto branch(TypeProto.Builder out) {
        return branch(GraphProto.newBuilder().addOutput(value(out)));
    }

    private static NodeProto branch(GraphProto.Builder graph) {
        return NodeProto.newBuilder()
                .setOpType("If")
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(graph))
                .build();
    }

    private static GraphProto.Builder expand() {
        return GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Expand")
                        .addInput("half")
                        .addInput("asked")
                        .addOutput("much"));
    }

    private static Arguments of(String what, Consumer<ModelProto.Builder> change, String reason) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(SOUND).toBuilder();
            change.accept(model);
            return Arguments.of(what, model.build().toByteArray(), reason);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arguments weight(String what, Consumer<TensorProto.Builder> change) {
        return weight("a weight: " + what, change, "points to another");
    }

    private static Arguments weight(String what, Consumer<TensorProto.Builder> change, String reason) {
        return of(what, it -> change.accept(it.getGraphBuilder().getInitializerBuilder(0)), reason);
    }

    private static Arguments operator(String domain, String type) {
        NodeProto node =
                NodeProto.newBuilder().setDomain(domain).setOpType(type).build();
        return of(
                "operator " + domain + "." + type,
                it -> it.getGraphBuilder().addNode(node),
                "operator " + (domain.isEmpty() ? "" : domain + ".") + type + " must be one of ONNX itself");
    }

    private static Arguments asks(String type, long... sizes) {
        NodeProto node = NodeProto.newBuilder()
                .setOpType(type)
                .addInput("asked")
                .addOutput("much")
                .build();
        return of(
                type + " of " + Arrays.toString(sizes),
                it -> it.getGraphBuilder().addInitializer(asked(sizes)).addNode(node),
                "operator " + type + " must ask for at most");
    }

    private static TensorProto asked(long... sizes) {
        TensorProto.Builder asked =
                TensorProto.newBuilder().setName("asked").setDataType(7).addDims(sizes.length);
        Arrays.stream(sizes).forEach(asked::addInt64Data);
        return asked.build();
    }

    private static void opset(ModelProto.Builder model, long version) {
        model.clearOpsetImport().addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version));
    }

    private static void nodes(GraphProto.Builder graph) {
        NodeProto node = NodeProto.newBuilder().setOpType("Identity").build();
        for (int i = 0; i <= GraphSafety.MAX_NODES; i++) {
            graph.addNode(node);
        }
    }

    private static NodeProto nested(int depth) {
        GraphProto.Builder inner = GraphProto.newBuilder();
        if (depth > 0) {
            inner.addNode(nested(depth - 1));
        }
        return branch(inner);
    }

    private static NodeProto constant(TensorProto tensor) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("constant")
                .addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor))
                .build();
    }

    private static TensorProto external() {
        return TensorProto.newBuilder()
                .setDataType(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", "weights.bin"))
                .build();
    }

    private static NodeProto sparseConstant() {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addAttribute(
                        AttributeProto.newBuilder().setName("sparse_value").setSparseTensor(sparse()))
                .build();
    }

    private static SparseTensorProto sparse() {
        return SparseTensorProto.newBuilder().addDims(1L << 50).build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }

    private static ValueInfoProto input(long size) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size))
                .build();
        return ValueInfoProto.newBuilder()
                .setName("hostile")
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
                .build();
    }

    private static ValueInfoProto sequence() {
        return ValueInfoProto.newBuilder()
                .setName("hostile")
                .setType(TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.newBuilder()))
                .build();
    }
}
