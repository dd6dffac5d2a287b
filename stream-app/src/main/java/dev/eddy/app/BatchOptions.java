package dev.eddy.app;

import dev.eddy.inference.BatchPolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How windows are run together. */
final class BatchOptions {

    @Option(
            names = "--batch-limit",
            defaultValue = "64",
            description = "The most windows in one run of the model (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--engine-threads",
            paramLabel = "COUNT",
            defaultValue = "1",
            description =
                    "How many batches of a model are run at a time, 1 to 64, each on a thread and a copy of the model of its"
                            + " own: one is put together while another is computed (default: ${DEFAULT-VALUE}).")
    private int threads;

    int limit() {
        return limit;
    }

    BatchPolicy policy(Duration linger) {
        return new BatchPolicy(limit, linger).withThreads(threads);
    }
}
