package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the weights of a graph as 8-bit integers. Convolutions and recurrent cells get them back as floats when the
 * file is loaded; a product with a matrix is computed in integers, each frame scaled by its own largest value.
 */
final class ByteWeights {

    private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");
    private static final float LARGEST = Byte.MAX_VALUE;
    private static final float SILENT = 1e-30f;

    private final GraphProto.Builder graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, ByteMatrix> rounded = new HashMap<>();
    private final NodeWriter nodes = new NodeWriter("rounded");

    ByteWeights(GraphProto.Builder graph) {
        this.graph = graph;
    }

    void rewrite() {
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), constant));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Conv")) {
                nodes.add(widened(node, 0, 1));
            } else if (RECURRENT.contains(node.getOpType())) {
                nodes.add(widened(widened(node, 1, 1), 1, 2));
            } else if (node.getOpType().equals("MatMul")) {
                product(node);
            } else {
                nodes.add(node);
            }
        }
        graph.clearNode().addAllNode(nodes.written());
        List<TensorProto> kept = new ArrayList<>(graph.getInitializerList().stream()
                .filter(constant -> !rounded.containsKey(constant.getName()))
                .toList());
        kept.addAll(nodes.constants());
        graph.clearInitializer().addAllInitializer(kept);
    }

    /** The node with one of its weights rounded, one scale per place on an axis. */
    private NodeProto widened(NodeProto node, int axis, int input) {
        return weight(node.getInput(input), axis)
                .map(weights ->
                        node.toBuilder().setInput(input, weights.widened(nodes)).build())
                .orElse(node);
    }

    private Optional<ByteMatrix> weight(String name, int axis) {
        return Optional.ofNullable(constants.get(name))
                .filter(ByteWeights::isWorthIt)
                .map(constant -> rounded.computeIfAbsent(name, it -> ByteMatrix.of(constant, axis, nodes)));
    }

    private static boolean isWorthIt(TensorProto constant) {
        return !constant.getName().startsWith(OnnxGraph.EXACT)
                && constant.getRawData().size() >= Precision.SMALLEST * Float.BYTES;
    }

    /** Frames are columns when the weights stand on the left, else rows. */
    private void product(NodeProto node) {
        Optional<ByteMatrix> left = weight(node.getInput(0), 0);
        Optional<ByteMatrix> right = left.isPresent() ? Optional.empty() : weight(node.getInput(1), 1);
        left.or(() -> right)
                .ifPresentOrElse(weights -> product(node, weights, left.isPresent()), () -> nodes.add(node));
    }

    private void product(NodeProto node, ByteMatrix weights, boolean left) {
        String scale = scale(node.getInput(left ? 1 : 0), left ? -2 : -1);
        String scaled = nodes.op("Div", List.of(node.getInput(left ? 1 : 0), scale));
        String bytes = nodes.op(
                "Cast",
                List.of(nodes.op("Round", List.of(scaled))),
                Attribute.of("to", TensorProto.DataType.INT8.getNumber()));
        List<String> factors = left ? List.of(weights.bytes(), bytes) : List.of(bytes, weights.bytes());
        String sums = nodes.op(
                "Cast",
                List.of(nodes.op("MatMulInteger", factors)),
                Attribute.of("to", TensorProto.DataType.FLOAT.getNumber()));
        nodes.add(NodeProto.newBuilder()
                .setName(node.getName())
                .setOpType("Mul")
                .addInput(nodes.op("Mul", List.of(sums, scale)))
                .addInput(left ? weights.column(nodes) : weights.row(nodes))
                .addOutput(node.getOutput(0))
                .build());
    }

    /** What one unit of the integers stands for in each frame. */
    private String scale(String x, int channelAxis) {
        String largest =
                nodes.op("ReduceMax", List.of(nodes.op("Abs", List.of(x))), Attribute.ofAll("axes", channelAxis));
        String heard = nodes.op("Max", List.of(largest, nodes.floats(SILENT)));
        return nodes.op("Div", List.of(heard, nodes.floats(LARGEST)));
    }
}
