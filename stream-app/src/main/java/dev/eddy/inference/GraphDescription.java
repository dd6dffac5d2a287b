package dev.eddy.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.eddy.model.ModelManifest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What goes into a graph and what comes out of it.
 *
 * @param inputs in the order of the graph
 * @param outputs in the order of the graph
 * @param manifest what it says of itself, if it does
 */
public record GraphDescription(List<Tensor> inputs, List<Tensor> outputs, Optional<String> manifest) {

    /** The length of an axis that the graph leaves open. */
    public static final long ANY = -1;

    /** Copies the lists. */
    public GraphDescription {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One input or output.
     *
     * @param name in the graph
     * @param type of its elements, like {@code float} or {@code int64}; another word for what is no tensor
     * @param shape sizes of its axes, {@value #ANY} for any
     */
    public record Tensor(String name, String type, List<Long> shape) {

        /** Copies the shape. */
        public Tensor {
            shape = List.copyOf(shape);
        }

        boolean isFloat() {
            return type.equals("float");
        }

        /** How many axes are left open. */
        int open() {
            return (int) shape.stream().filter(size -> size == ANY).count();
        }

        @Override
        public String toString() {
            String sizes = shape.stream()
                    .map(size -> size == ANY ? "any" : size.toString())
                    .collect(Collectors.joining(", "));
            return name + ": " + type + " [" + sizes + "]";
        }
    }

    /**
     * Asks ONNX Runtime.
     *
     * @param graph the bytes of an {@code .onnx} file
     * @param name what errors call it
     * @return what it has
     * @throws InferenceException if it is no ONNX model
     */
    public static GraphDescription of(byte[] graph, String name) {
        GraphSafety.check(graph, name);
        OnnxSession.requireSafeStart();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph, options)) {
                return new GraphDescription(
                        tensors(session.getInputInfo().values()),
                        tensors(session.getOutputInfo().values()),
                        Optional.ofNullable(
                                session.getMetadata().getCustomMetadata().get(ModelManifest.KEY)));
            }
        } catch (OrtException e) {
            throw new InferenceException(
                    name + " must be an ONNX model but ONNX Runtime says: " + e.getMessage()
                            + "; give a file that 'eddy train' wrote",
                    e);
        }
    }

    private static List<Tensor> tensors(Collection<NodeInfo> nodes) {
        return nodes.stream().map(GraphDescription::tensor).toList();
    }

    private static Tensor tensor(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo info) {
            List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
            return new Tensor(node.getName(), info.type.toString().toLowerCase(Locale.ROOT), shape);
        }
        return new Tensor(node.getName(), "no tensor", List.of());
    }
}
