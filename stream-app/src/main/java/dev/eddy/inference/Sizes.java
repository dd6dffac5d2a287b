package dev.eddy.inference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The constants of a graph, and of those around it, by which it tells how large its tensors shall be. One thread. */
final class Sizes {

    /** Some bytes in the file can ask these for any number of bytes in memory. */
    private static final Set<String> ASK_FOR_MEMORY = Set.of(
            "ConstantOfShape",
            "Expand",
            "Tile",
            "Range",
            "Resize",
            "Pad",
            "OneHot",
            "CenterCropPad",
            "DFT",
            "STFT",
            "HannWindow",
            "HammingWindow",
            "BlackmanWindow");

    private static final int FEW = 64;

    private final Map<String, List<Long>> constants = new HashMap<>();
    private final @Nullable Sizes around;

    /** Those of a graph, which stands in another one where there is one around it. */
    Sizes(GraphProto graph, @Nullable Sizes around) {
        this.around = around;
        graph.getInitializerList().forEach(it -> add(it.getName(), it));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Constant") && node.getOutputCount() == 1) {
                node.getAttributeList().forEach(it -> add(node.getOutput(0), it));
            }
        }
    }

    private void add(String name, AttributeProto attribute) {
        if (attribute.hasT()) {
            add(name, attribute.getT());
        } else if (attribute.getIntsCount() > 0) {
            constants.put(name, attribute.getIntsList());
        } else if (attribute.hasI()) {
            constants.put(name, List.of(attribute.getI()));
        }
    }

    private void add(String name, TensorProto tensor) {
        if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE && tensor.getInt64DataCount() > 0) {
            constants.put(name, tensor.getInt64DataList());
        } else if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE) {
            LongBuffer raw = tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer();
            List<Long> values = new ArrayList<>();
            while (raw.hasRemaining() && values.size() <= FEW) {
                values.add(raw.get());
            }
            constants.put(name, values);
        }
    }

    /** What is wrong with the sizes that a node is given. */
    Optional<String> problem(NodeProto node) {
        return !ASK_FOR_MEMORY.contains(node.getOpType())
                ? Optional.empty()
                : node.getInputList().stream()
                        .map(this::known)
                        .filter(it -> it.size() <= FEW && tooLarge(it))
                        .findFirst()
                        .map(it -> "operator " + node.getOpType() + " must ask for at most " + TensorSafety.MAX_ELEMENTS
                                + " numbers but is given the sizes " + it);
    }

    private List<Long> known(String name) {
        Sizes at = this;
        while (at.around != null && !at.constants.containsKey(name)) {
            at = at.around;
        }
        return at.constants.getOrDefault(name, List.of());
    }

    /** Also where they count from the end: as much as their distances from zero come to. */
    private static boolean tooLarge(List<Long> sizes) {
        List<Long> distances = sizes.stream()
                .map(it -> it == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(1, Math.abs(it)))
                .toList();
        return TensorSafety.product(distances) > TensorSafety.MAX_ELEMENTS;
    }
}
