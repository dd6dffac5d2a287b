package dev.eddy.inference;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How ONNX Runtime is to use a CUDA device for a model.
 *
 * @param memory the most of the device's memory that tensors of the model may take, bytes, or 0 for no limit; the libraries
 *     of CUDA come on top
 * @param tf32 whether sums may be made of numbers cut to 10 bits of mantissa, which is faster on some devices and exact to
 *     three digits
 * @param nhwc whether convolutions may be turned so that channels come last
 */
public record CudaSettings(long memory, boolean tf32, boolean nhwc) {

    /** As much memory as there is, numbers as on the processor. */
    public static final CudaSettings DEFAULT = new CudaSettings(0, false, false);

    /** Checks the memory. */
    public CudaSettings {
        if (memory < 0) {
            throw new IllegalArgumentException(
                    "device memory must be 0 bytes, for no limit, or more but was " + memory);
        }
    }

    /**
     * As ONNX Runtime's provider is told. Memory is taken as it is asked for, not doubled each time: few sizes of batches
     * come, again and again. How to compute a convolution is looked up, not tried out for each of them.
     */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("arena_extend_strategy", "kSameAsRequested");
        options.put("cudnn_conv_algo_search", "HEURISTIC");
        options.put("use_tf32", tf32 ? "1" : "0");
        if (nhwc) {
            options.put("prefer_nhwc", "1");
        }
        if (memory > 0) {
            options.put("gpu_mem_limit", Long.toString(memory));
        }
        return options;
    }
}
