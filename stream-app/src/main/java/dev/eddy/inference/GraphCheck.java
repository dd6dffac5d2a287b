package dev.eddy.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.eddy.model.Axis;
import dev.eddy.model.ConstantSpec;
import dev.eddy.model.ManifestException;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a manifest promises with what its graph has, and reports every difference at once. */
final class GraphCheck {

    /** Stands for the batch axis in expected shapes: no other axis is that long, and no graph may have fixed it. */
    private static final int BATCH = Integer.MAX_VALUE;

    private final List<String> problems = new ArrayList<>();

    private GraphCheck() {}

    static void verify(ModelManifest manifest, OrtSession session) throws OrtException {
        GraphCheck check = new GraphCheck();
        check.inputs(manifest, session.getInputInfo());
        check.outputs(manifest, session.getOutputInfo());
        if (!check.problems.isEmpty()) {
            throw new ManifestException(
                    "the manifest of " + manifest.name() + " " + manifest.version() + " against its graph",
                    check.problems);
        }
    }

    static Set<String> outputNames(ModelManifest manifest) {
        Set<String> names = new LinkedHashSet<>();
        manifest.outputs().forEach(output -> names.add(output.tensor()));
        manifest.states().forEach(state -> names.add(state.output()));
        return names;
    }

    private void inputs(ModelManifest manifest, Map<String, NodeInfo> graph) {
        floats("input.tensor", manifest.input().tensor(), new WindowTensor(manifest).shape(BATCH, 1), graph);
        for (StateSpec state : manifest.states()) {
            floats("states.input", state.input(), state.shape(BATCH), graph);
        }
        for (ConstantSpec constant : manifest.constants()) {
            long[] shape =
                    constant.shape().stream().mapToLong(Integer::longValue).toArray();
            tensor("constants.tensor", constant.tensor(), OnnxJavaType.valueOf(type(constant)), shape, graph);
        }
        if (manifest.lengths() != null) {
            tensor("lengths", manifest.lengths(), OnnxJavaType.INT64, new long[] {BATCH}, graph);
        }
        Set<String> unknown = new LinkedHashSet<>(graph.keySet());
        unknown.removeAll(manifest.inputNames());
        if (!unknown.isEmpty()) {
            problems.add("every graph input must be named in the manifest but " + unknown
                    + " are not; name them as states, lengths or constants");
        }
    }

    private static String type(ConstantSpec constant) {
        return constant.type() == ConstantSpec.Type.INT64 ? "INT64" : "FLOAT";
    }

    private void outputs(ModelManifest manifest, Map<String, NodeInfo> graph) {
        for (StateSpec state : manifest.states()) {
            floats("states.output", state.output(), state.shape(BATCH), graph);
        }
        boolean steps = manifest.input().axes().contains(Axis.STEP);
        for (OutputSpec output : manifest.outputs()) {
            List<Long> shape = new ArrayList<>(steps ? List.of((long) BATCH, 1L) : List.of((long) BATCH));
            output.shape().forEach(size -> shape.add((long) size));
            floats(
                    "outputs.tensor",
                    output.tensor(),
                    shape.stream().mapToLong(Long::longValue).toArray(),
                    graph);
        }
    }

    private void floats(String at, String name, long[] shape, Map<String, NodeInfo> graph) {
        tensor(at, name, OnnxJavaType.FLOAT, shape, graph);
    }

    private void tensor(String at, String name, OnnxJavaType type, long[] shape, Map<String, NodeInfo> graph) {
        @Nullable NodeInfo node = graph.get(name);
        if (node == null) {
            problems.add(at + " must name a tensor of the graph but was " + name + "; the graph has " + graph.keySet());
        } else if (!(node.getInfo() instanceof TensorInfo info) || info.type != type) {
            problems.add(at + " " + name + " must be a tensor of " + type + " but is " + node.getInfo());
        } else if (!fits(info.getShape(), shape)) {
            problems.add(at + " " + name + " must have the shape " + text(shape) + " but the graph says "
                    + Arrays.toString(info.getShape()) + " (-1 = any)");
        }
    }

    private static boolean fits(long[] graph, long[] wanted) {
        boolean fits = graph.length == wanted.length;
        for (int i = 0; fits && i < graph.length; i++) {
            fits = graph[i] == -1 || graph[i] == wanted[i];
        }
        return fits;
    }

    private static String text(long[] shape) {
        return Arrays.toString(shape).replace(String.valueOf(BATCH), "batch");
    }
}
