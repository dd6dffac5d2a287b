package dev.eddy.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.eddy.model.ConstantSpec;
import dev.eddy.model.ModelManifest;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that do not depend on the keys: the manifest's constants, and the lengths where they are 1 for every row, since
 * every step is one window. Used by one thread.
 */
final class FixedInputs implements AutoCloseable {

    private final Map<String, OnnxTensor> constants = new LinkedHashMap<>();
    private final @Nullable String lengths;
    private final Map<Integer, OnnxTensor> lengthsBySize = new HashMap<>();

    private FixedInputs(@Nullable String lengths) {
        this.lengths = lengths;
    }

    static FixedInputs of(ModelManifest manifest) throws OrtException {
        FixedInputs fixed = new FixedInputs(manifest.lengths());
        for (ConstantSpec constant : manifest.constants()) {
            fixed.constants.put(constant.tensor(), tensor(constant));
        }
        return fixed;
    }

    /** The given inputs and the fixed ones together. */
    Map<String, OnnxTensor> with(Map<String, OnnxTensor> inputs, int batch) throws OrtException {
        Map<String, OnnxTensor> all = new LinkedHashMap<>(constants);
        all.putAll(inputs);
        if (lengths != null && !inputs.containsKey(lengths)) {
            all.put(lengths, ones(batch));
        }
        return all;
    }

    /** The tensor that says how many windows each row has. */
    String lengths() {
        if (lengths == null) {
            throw new InferenceException(
                    "a step of several windows needs a graph that is told how many windows each row has, but the manifest"
                            + " names no lengths",
                    null);
        }
        return lengths;
    }

    /** How many windows each row has. */
    static OnnxTensor lengths(List<Step> batch) throws OrtException {
        long[] lengths = batch.stream().mapToLong(step -> step.windows().size()).toArray();
        return longs(lengths);
    }

    private static OnnxTensor longs(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {values.length});
    }

    private OnnxTensor ones(int batch) throws OrtException {
        OnnxTensor known = lengthsBySize.get(batch);
        if (known != null) {
            return known;
        }
        long[] ones = new long[batch];
        Arrays.fill(ones, 1);
        OnnxTensor made = longs(ones);
        lengthsBySize.put(batch, made);
        return made;
    }

    private static OnnxTensor tensor(ConstantSpec constant) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = constant.shape().stream().mapToLong(Integer::longValue).toArray();
        List<Double> values = constant.values();
        if (constant.type() == ConstantSpec.Type.INT64) {
            long[] longs = values.stream().mapToLong(Double::longValue).toArray();
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs), shape);
        }
        FloatBuffer floats = FloatBuffer.allocate(values.size());
        values.forEach(value -> floats.put(value.floatValue()));
        return OnnxTensor.createTensor(environment, floats.flip(), shape);
    }

    @Override
    public void close() {
        constants.values().forEach(OnnxTensor::close);
        lengthsBySize.values().forEach(OnnxTensor::close);
    }
}
