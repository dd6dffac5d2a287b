package dev.eddy.inference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a graph before ONNX Runtime, which is native code, sees it: only what is known to be harmless goes on. Nothing
 * is allocated here but the graph itself. All problems are reported together.
 *
 * <p>A graph that passes can still ask for more memory than there is, by sizes that are computed: what protects against
 * that is to sign models.
 */
final class GraphSafety {

    static final int MAX_BYTES = 1 << 29;
    static final int MAX_NODES = 20_000;

    /** Graphs in branches of graphs: half of what protobuf reads, in Java as in ONNX Runtime, before it fears for its stack. */
    static final int MAX_DEPTH = 16;

    static final int MIN_OPSET = 7;
    static final int MAX_OPSET = 26;

    private static final int TOLD = 20;

    private final Set<String> problems = new LinkedHashSet<>();
    private final TensorSafety tensors = new TensorSafety(problems::add);
    private int nodes;

    private GraphSafety() {}

    /**
     * Checks a graph.
     *
     * @param graph the bytes of an {@code .onnx} file
     * @param name what errors call it
     * @throws InferenceException with all that is wrong
     */
    static void check(byte[] graph, String name) {
        GraphSafety safety = new GraphSafety();
        if (graph.length > MAX_BYTES) {
            safety.problems.add("it must have at most " + MAX_BYTES + " bytes but has " + graph.length);
        } else {
            safety.model(parsed(graph, name));
        }
        if (!safety.problems.isEmpty()) {
            throw new InferenceException(
                    name + " must be a graph that is safe to load but is not:\n  - "
                            + String.join(
                                    "\n  - ",
                                    safety.problems.stream().limit(TOLD).toList())
                            + "\nexport it as one file, with operators of ONNX itself",
                    null);
        }
    }

    private static ModelProto parsed(byte[] graph, String name) {
        try {
            CodedInputStream in =
                    CodedInputStream.newInstance(ByteBuffer.wrap(graph).asReadOnlyBuffer());
            in.enableAliasing(true);
            return ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw new InferenceException(
                    name + " must be an ONNX model but cannot be read as one (" + e.getMessage()
                            + "): give a file that 'eddy train' wrote, or another .onnx file that is whole",
                    e);
        }
    }

    private void model(ModelProto model) {
        require(
                model.getFunctionsCount() == 0,
                "it must not bring functions of its own but has " + model.getFunctionsCount() + ": inline them");
        require(model.getTrainingInfoCount() == 0, "it must not hold a training graph: export it for inference");
        require(model.getGraph().getNodeCount() > 0, "it must have nodes but has none");
        long opset = model.getOpsetImportList().stream()
                .filter(it -> isStandard(it.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(0);
        require(
                opset >= MIN_OPSET && opset <= MAX_OPSET,
                "its opset must be " + MIN_OPSET + " to " + MAX_OPSET + " but is " + opset);
        graph(model.getGraph(), 1, null);
    }

    private void graph(GraphProto graph, int depth, @Nullable Sizes around) {
        if (depth > MAX_DEPTH) {
            problems.add("graphs must be nested at most " + MAX_DEPTH + " deep but are deeper");
            return;
        }
        require(graph.getSparseInitializerCount() == 0, "its weights must be dense but some are sparse");
        graph.getInitializerList().forEach(it -> tensors.check("weight " + it.getName(), it));
        boolean branch = depth > 1;
        graph.getInputList().forEach(it -> value(it, branch));
        graph.getOutputList().forEach(it -> value(it, branch));
        graph.getValueInfoList().forEach(it -> value(it, true));
        nodes += graph.getNodeCount();
        if (nodes > MAX_NODES) {
            problems.add("it must have at most " + MAX_NODES + " nodes but has more");
            return;
        }
        Sizes sizes = new Sizes(graph, around);
        for (NodeProto node : graph.getNodeList()) {
            operator(node);
            sizes.problem(node).ifPresent(problems::add);
            node.getAttributeList().forEach(it -> attribute(node, it, depth, sizes));
        }
    }

    private void operator(NodeProto node) {
        require(
                isStandard(node.getDomain()) && Operators.ALLOWED.contains(node.getOpType()),
                "operator " + (isStandard(node.getDomain()) ? "" : node.getDomain() + ".") + node.getOpType()
                        + " must be one of ONNX itself that does nothing but compute in bounded time but is not");
    }

    private void attribute(NodeProto node, AttributeProto attribute, int depth, Sizes sizes) {
        String name = node.getOpType() + "." + attribute.getName();
        if (attribute.hasT()) {
            tensors.check("constant " + name, attribute.getT());
        }
        attribute.getTensorsList().forEach(it -> tensors.check("constant " + name, it));
        require(
                !attribute.hasSparseTensor() && attribute.getSparseTensorsCount() == 0,
                "constant " + name + " must be dense but is sparse");
        if (attribute.hasG()) {
            graph(attribute.getG(), depth + 1, sizes);
        }
        attribute.getGraphsList().forEach(it -> graph(it, depth + 1, sizes));
    }

    /**
     * What goes in and out of the whole graph has to say that it is a tensor. What is between, and what goes in and out of a
     * branch, may leave its type to be inferred: no operator that is allowed makes anything but tensors out of tensors.
     */
    private void value(ValueInfoProto value, boolean mayBeSilent) {
        TypeProto type = value.getType();
        if (type.hasTensorType()) {
            tensor(value.getName(), type.getTensorType());
        } else {
            require(
                    mayBeSilent && saysNothing(type),
                    "value " + value.getName() + " must be a tensor but is not ("
                            + type.getValueCase().name().toLowerCase(Locale.ROOT) + ")");
        }
    }

    private void tensor(String name, TypeProto.Tensor type) {
        tensors.sizes(
                "tensor " + name,
                type.getShape().getDimList().stream()
                        .map(it -> it.hasDimValue() ? it.getDimValue() : 1L)
                        .toList());
        require(
                type.getElemType() != TensorProto.DataType.STRING_VALUE,
                "tensor " + name + " must hold numbers but holds text");
    }

    /** Nor something that only later versions of ONNX understand. */
    private static boolean saysNothing(TypeProto type) {
        return type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET
                && type.getUnknownFields().asMap().isEmpty();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
