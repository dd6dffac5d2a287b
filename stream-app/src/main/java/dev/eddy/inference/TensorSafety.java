package dev.eddy.inference;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether tensors in a file hold what they claim to, within bounds. One thread. */
final class TensorSafety {

    static final long MAX_ELEMENTS = 1L << 27;

    /** Of the types of numbers that may be in a graph. */
    private static final Map<Integer, Integer> BYTES = Map.ofEntries(
            Map.entry(TensorProto.DataType.FLOAT_VALUE, 4),
            Map.entry(TensorProto.DataType.DOUBLE_VALUE, 8),
            Map.entry(TensorProto.DataType.FLOAT16_VALUE, 2),
            Map.entry(TensorProto.DataType.BFLOAT16_VALUE, 2),
            Map.entry(TensorProto.DataType.BOOL_VALUE, 1),
            Map.entry(TensorProto.DataType.INT8_VALUE, 1),
            Map.entry(TensorProto.DataType.INT16_VALUE, 2),
            Map.entry(TensorProto.DataType.INT32_VALUE, 4),
            Map.entry(TensorProto.DataType.INT64_VALUE, 8),
            Map.entry(TensorProto.DataType.UINT8_VALUE, 1),
            Map.entry(TensorProto.DataType.UINT16_VALUE, 2),
            Map.entry(TensorProto.DataType.UINT32_VALUE, 4),
            Map.entry(TensorProto.DataType.UINT64_VALUE, 8));

    private final Consumer<String> problems;

    TensorSafety(Consumer<String> problems) {
        this.problems = problems;
    }

    void check(String name, TensorProto tensor) {
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            problems.accept(name + " must be in the file itself but points to another one");
            return;
        }
        Integer bytes = BYTES.get(tensor.getDataType());
        if (bytes == null) {
            problems.accept(name + " must hold numbers of 8 to 64 bits but has the type " + tensor.getDataType());
        } else if (sizes(name, tensor.getDimsList())) {
            long claimed = product(tensor.getDimsList());
            long held = held(tensor, bytes);
            if (held != claimed) {
                problems.accept(name + " must hold the " + claimed + " numbers of its shape " + tensor.getDimsList()
                        + " but holds " + held);
            }
        }
    }

    private static long held(TensorProto tensor, int bytes) {
        if (tensor.hasRawData()) {
            return tensor.getRawData().size() % bytes == 0 ? tensor.getRawData().size() / bytes : -1;
        }
        return Math.max(
                Math.max(tensor.getFloatDataCount(), tensor.getInt32DataCount()),
                Math.max(
                        Math.max(tensor.getInt64DataCount(), tensor.getDoubleDataCount()),
                        tensor.getUint64DataCount()));
    }

    /** Whether a tensor of these sizes can be. */
    boolean sizes(String name, List<Long> sizes) {
        boolean fits = sizes.stream().allMatch(it -> it >= 0) && product(sizes) <= MAX_ELEMENTS;
        if (!fits) {
            problems.accept(name + " must have sizes of 0 or more that come to at most " + MAX_ELEMENTS
                    + " numbers but has " + sizes);
        }
        return fits;
    }

    /** As far as it is of use: a little above the most. */
    static long product(List<Long> sizes) {
        if (sizes.contains(0L)) {
            return 0;
        }
        long product = 1;
        for (long size : sizes) {
            if (size > MAX_ELEMENTS || product * size > MAX_ELEMENTS) {
                return MAX_ELEMENTS + 1;
            }
            product *= size;
        }
        return product;
    }
}
