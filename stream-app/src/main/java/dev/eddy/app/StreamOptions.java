package dev.eddy.app;

import dev.eddy.inference.BatchPolicy;
import dev.eddy.serving.StreamsProperties;
import dev.eddy.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the stream app runs, all its pipelines alike: guarantee, batching, bounds. */
final class StreamOptions {

    /** What is promised of every window. */
    enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Names the consumer group and the changelog; keep it over restarts and deploys (default: "
                    + "eddy-NAME of the model).")
    private Optional<String> applicationId;

    @Option(
            names = "--guarantee",
            defaultValue = "exactly_once",
            description = "exactly_once or at_least_once (default: ${DEFAULT-VALUE}).")
    private Guarantee guarantee;

    @Option(
            names = "--commit-every",
            defaultValue = "100ms",
            description = "Time between commits; under exactly_once a prediction is readable after its commit "
                    + "(default: ${DEFAULT-VALUE}).")
    private Duration commitEvery;

    @Option(names = "--threads", defaultValue = "1", description = "Stream threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--state-dir",
            defaultValue = "${sys:user.home}/.eddy/state",
            description = "Where the states are kept on disk; give it a volume that outlives the process (default: "
                    + "${DEFAULT-VALUE}).")
    private Path stateDir;

    @Option(
            names = "--state-memory",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            description =
                    "What the states on disk take of the memory outside the heap, all partitions together (default: "
                            + "${DEFAULT-VALUE}).")
    private ByteSize stateMemory;

    @Option(names = "--in-memory", description = "Keep the states in memory and in the changelog only, not on disk.")
    private boolean inMemory;

    @Mixin
    private BatchOptions batches = new BatchOptions();

    @Option(
            names = "--batch-linger",
            defaultValue = "2ms",
            description = "How long the first window of a batch waits for company (default: ${DEFAULT-VALUE}).")
    private Duration batchLinger;

    @Mixin
    private CatchUpOption catchUp = new CatchUpOption();

    @Option(
            names = "--max-chunk-samples",
            defaultValue = "1048576",
            description = "The most samples in one event; larger ones are dead letters (default: ${DEFAULT-VALUE}).")
    private int maxChunkSamples;

    @Option(
            names = "--pending-windows",
            defaultValue = "1024",
            description =
                    "The most windows of one partition that wait for the model; a commit waits until a quarter is left, or,"
                            + " where no more wait, none (default: ${DEFAULT-VALUE}).")
    private int pendingWindows;

    @Option(
            names = "--live-keys",
            defaultValue = "10000",
            description = "The most keys of one partition kept decoded in memory (default: ${DEFAULT-VALUE}).")
    private int liveKeys;

    @Option(
            names = "--reread-events",
            defaultValue = "250000",
            description = {
                "The most events of one partition that are read once more when it is taken over, so that a key is stored when a"
                        + " window of it was scored and not at each commit with an event of it; 0 stores it then"
                        + " (default: ${DEFAULT-VALUE}). While it runs none is older than 20 s."
            })
    private int rereadEvents;

    @Option(
            names = "--drain-time",
            defaultValue = "8s",
            description = "How long a commit waits for the model before the app stops (default: ${DEFAULT-VALUE}).")
    private Duration drainTime;

    BatchPolicy batching() {
        return catchUp.in(batches.policy(batchLinger));
    }

    /** Without the grace, which belongs to a pipeline. */
    TopologySettings.Bounds bounds() {
        return new TopologySettings.Bounds(
                maxChunkSamples, pendingWindows, liveKeys, drainTime, !inMemory, Duration.ZERO, rereadEvents);
    }

    Optional<String> applicationId() {
        return applicationId;
    }

    StreamsProperties properties(String application, String bootstrapServers) {
        return new StreamsProperties(
                application,
                bootstrapServers,
                stateDir,
                threads,
                commitEvery,
                stateMemory.bytes(),
                guarantee == Guarantee.EXACTLY_ONCE);
    }
}
