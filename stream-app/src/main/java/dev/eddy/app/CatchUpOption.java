package dev.eddy.app;

import dev.eddy.inference.BatchPolicy;
import picocli.CommandLine.Option;

/** How keys catch up that are behind. */
final class CatchUpOption {

    @Option(
            names = "--catch-up",
            paramLabel = "WINDOWS",
            defaultValue = "1",
            description =
                    "The most consecutive windows of one key in one run of the model, 1 to 64, for keys that have so many"
                            + " open. 1 is exact: every prediction can be made again bit for bit; with more the last bits may depend on"
                            + " how far behind the key was (default: ${DEFAULT-VALUE}).")
    private int windows;

    BatchPolicy in(BatchPolicy policy) {
        return policy.withCatchUp(windows);
    }
}
