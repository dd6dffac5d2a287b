package dev.eddy.app;

import dev.eddy.inference.CudaSettings;
import picocli.CommandLine.Option;

/** How a model uses a GPU. */
final class CudaOptions {

    @Option(
            names = "--device-memory",
            paramLabel = "SIZE",
            defaultValue = "0B",
            description =
                    "The most of a GPU's memory that the tensors of a model may take, like 2GiB, once for each engine thread;"
                            + " a model whose largest batch needs more cannot be opened there"
                            + " (default: ${DEFAULT-VALUE}, no limit).")
    private ByteSize memory;

    @Option(
            names = "--device-tf32",
            description = "Let a GPU multiply with 10 bits of mantissa, which is faster and exact to three digits; "
                    + "'eddy curve' says how far the answers are off.")
    private boolean tf32;

    @Option(names = "--device-nhwc", description = "Let a GPU compute convolutions with the channels last.")
    private boolean nhwc;

    CudaSettings settings() {
        return new CudaSettings(memory.bytes(), tf32, nhwc);
    }
}
