package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Lets a graph compute in 16-bit floats from the first fitted weights on. Fixed features before them, what is exact, and
 * nodes with a constant that 16 bits cannot hold stay as they are, and so do inputs, outputs and states: casts stand
 * between.
 */
final class HalfGraph {

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int FLOAT16 = TensorProto.DataType.FLOAT16.getNumber();

    /** Operators that multiply with weights, or look one up. */
    private static final Set<String> WEIGHING = Set.of("Conv", "MatMul", "LSTM", "GRU", "RNN", "Gather");

    /** Operators that compute whole numbers, or yes and no. */
    private static final Set<String> COUNTING =
            Set.of("Shape", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal", "And", "Or", "Not");

    private final GraphProto.Builder graph;
    private final boolean rounds;
    private final NodeWriter nodes = new NodeWriter("half");
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Set<String> floats = new HashSet<>();
    private final Set<String> halves = new HashSet<>();
    private final Map<String, String> narrowed = new HashMap<>();
    private final Map<String, String> widened = new HashMap<>();

    /** With {@code rounds} each number is in 16 bits at least once, also where ONNX Runtime would not be bothered. */
    HalfGraph(GraphProto.Builder graph, boolean rounds) {
        this.graph = graph;
        this.rounds = rounds;
    }

    void rewrite() {
        graph.getInputList().stream()
                .filter(input -> input.getType().getTensorType().getElemType() == FLOAT)
                .forEach(input -> floats.add(input.getName()));
        graph.getInitializerList().stream()
                .filter(constant -> constant.getDataType() == FLOAT)
                .forEach(constant -> {
                    floats.add(constant.getName());
                    constants.put(constant.getName(), constant);
                });
        graph.getNodeList().forEach(this::rewrite);
        Set<String> used = new HashSet<>();
        nodes.written().forEach(node -> used.addAll(node.getInputList()));
        List<TensorProto> kept = graph.getInitializerList().stream()
                .filter(constant -> used.contains(constant.getName()))
                .toList();
        graph.clearNode().addAllNode(nodes.written());
        graph.clearInitializer().addAllInitializer(kept).addAllInitializer(nodes.constants());
    }

    private void rewrite(NodeProto node) {
        boolean isHalf = isFloat(node) && isHalf(node);
        if (isFloat(node)) {
            (isHalf ? halves : floats).addAll(node.getOutputList());
        }
        boolean asItIs = node.getOpType().equals("Shape");
        NodeProto written = asItIs ? node : with(node, isHalf ? this::narrow : this::widen);
        if (isHalf && rounds) {
            rounded(written);
        } else {
            nodes.add(written);
        }
    }

    /** The largest of one number is that number, and the processor has a kernel of 16 bits for it. */
    private void rounded(NodeProto node) {
        List<String> raw = node.getOutputList().stream()
                .map(output -> output + "_unrounded")
                .toList();
        nodes.add(node.toBuilder().clearOutput().addAllOutput(raw).build());
        for (int i = 0; i < raw.size(); i++) {
            String output = node.getOutput(i);
            nodes.add(OnnxGraph.node(output + "_rounded", "Max", List.of(raw.get(i)), List.of(output)));
        }
    }

    private static NodeProto with(NodeProto node, UnaryOperator<String> input) {
        List<String> inputs = node.getInputList().stream().map(input).toList();
        return node.toBuilder().clearInput().addAllInput(inputs).build();
    }

    private boolean isFloat(NodeProto node) {
        return switch (node.getOpType()) {
            case "Cast" -> node.getAttribute(0).getI() == FLOAT;
            case "Where" -> isFloat(node.getInput(1));
            default -> !COUNTING.contains(node.getOpType()) && isFloat(node.getInput(0));
        };
    }

    private boolean isFloat(String tensor) {
        return floats.contains(tensor) || halves.contains(tensor);
    }

    private boolean isHalf(NodeProto node) {
        boolean exact = node.getName().startsWith(OnnxGraph.EXACT)
                || node.getInputList().stream().anyMatch(this::isExact)
                || Set.of("Cast", "Identity").contains(node.getOpType());
        boolean weighs = WEIGHING.contains(node.getOpType())
                && node.getInputList().stream().anyMatch(constants::containsKey);
        return !exact && (weighs || node.getInputList().stream().anyMatch(halves::contains));
    }

    private boolean isExact(String name) {
        TensorProto constant = constants.get(name);
        return constant != null
                && (name.startsWith(OnnxGraph.EXACT) || !HalfWeights.fits(HalfWeights.floats(constant)));
    }

    private String narrow(String name) {
        if (!floats.contains(name)) {
            return name;
        }
        TensorProto constant = constants.get(name);
        return narrowed.computeIfAbsent(
                name,
                it -> constant == null
                        ? rounded(cast(it, FLOAT16))
                        : nodes.constant(HalfWeights.half(constant, HalfWeights.floats(constant))));
    }

    private String rounded(String cast) {
        return rounds ? nodes.op("Max", List.of(cast)) : cast;
    }

    private String widen(String name) {
        return halves.contains(name) ? widened.computeIfAbsent(name, it -> cast(it, FLOAT)) : name;
    }

    private String cast(String name, int type) {
        return nodes.op("Cast", List.of(name), Attribute.of("to", type));
    }
}
