package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What ONNX Runtime's CUDA provider can compute, as its documentation lists it, of what the exporter may write. */
public final class CudaKernels {

    private static final Set<String> CELLS = Set.of("LSTM", "GRU", "RNN");

    /** These have kernels for float and half, or for the integers that the exporter gives them. */
    private static final Set<String> KNOWN = Set.of(
            "Add",
            "And",
            "AveragePool",
            "BatchNormalization",
            "Cast",
            "Clip",
            "Concat",
            "Conv",
            "CumSum",
            "Div",
            "Elu",
            "Expand",
            "GRU",
            "Gather",
            "GatherElements",
            "Greater",
            "GreaterOrEqual",
            "Identity",
            "LSTM",
            "Less",
            "Log",
            "MatMul",
            "Max",
            "MaxPool",
            "Mul",
            "Pad",
            "Pow",
            "RNN",
            "Range",
            "ReduceMax",
            "ReduceMean",
            "ReduceSum",
            "Relu",
            "Reshape",
            "Round",
            "Shape",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Tile",
            "Transpose",
            "Unsqueeze",
            "Where");

    private CudaKernels() {}

    /** The nodes of a model that a GPU leaves to the processor: operator and reason. */
    public static List<String> refused(byte[] model) {
        return nodes(model).flatMap(CudaKernels::reason).distinct().toList();
    }

    /** Whether a model computes shapes, which ONNX Runtime does on the processor. */
    public static boolean computesShapes(byte[] model) {
        return nodes(model).anyMatch(node -> node.getOpType().equals("Shape"));
    }

    private static Stream<NodeProto> nodes(byte[] model) {
        try {
            return ModelProto.parseFrom(model).getGraph().getNodeList().stream();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> reason(NodeProto node) {
        String operator = node.getOpType();
        if (!KNOWN.contains(operator)) {
            return Stream.of(operator);
        }
        if (!CELLS.contains(operator)) {
            return Stream.of();
        }
        boolean resetsFirst = operator.equals("GRU")
                && node.getAttributeList().stream()
                        .noneMatch(it -> it.getName().equals("linear_before_reset") && it.getI() == 1);
        return Stream.concat(
                resetsFirst ? Stream.of("GRU that resets before the product") : Stream.of(),
                node.getAttributeList().stream()
                        .map(attribute -> special(operator, attribute))
                        .filter(Objects::nonNull));
    }

    private static @Nullable String special(String operator, AttributeProto attribute) {
        return switch (attribute.getName()) {
            case "activations" ->
                attribute.getStringsList().stream()
                                .allMatch(it -> operator.equals("RNN")
                                        && it.toStringUtf8().equals("Tanh"))
                        ? null
                        : operator + " with other functions";
            case "clip", "activation_alpha", "activation_beta", "input_forget" ->
                operator + " with " + attribute.getName();
            default -> null;
        };
    }
}
