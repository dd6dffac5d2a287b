package dev.eddy.app;

import dev.eddy.bench.Contender;
import dev.eddy.bench.Orders;
import dev.eddy.bench.StreamRuns;
import dev.eddy.event.RegistryConfig;
import dev.eddy.inference.Device;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import dev.eddy.serving.StreamsProperties;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One contender of the comparison, in a process of its own. */
@Command(
        name = "bench-contender",
        hidden = true,
        description = "Runs one design of the comparison as it is told on its standard input.")
final class BenchContenderCommand implements Callable<Integer> {

    private static final int GPU_BATCH = 512;

    @Option(names = "--design", required = true, description = "Which one.")
    private Contender design;

    @Option(names = "--bootstrap-servers", required = true, description = "The broker.")
    private String bootstrapServers;

    @Option(names = "--schema-registry", required = true, description = "The registry.")
    private String registry;

    @Option(names = "--model", required = true, description = "The model.")
    private Path model;

    @Option(names = "--threads", required = true, description = "Stream threads.")
    private int threads;

    @Option(names = "--commit-every", required = true, description = "Time between commits.")
    private Duration commitEvery;

    @Option(names = "--guarantee", required = true, description = "What is promised.")
    private StreamOptions.Guarantee guarantee;

    @Option(names = "--device", required = true, description = "The GPU, where one is used.")
    private String device;

    @Option(names = "--dir", required = true, description = "Where states are kept.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        ModelFile file = ModelFile.read(model, Optional.empty());
        StreamsProperties streams = new StreamsProperties(
                "eddy-bench",
                bootstrapServers,
                folder,
                threads,
                commitEvery,
                StreamsProperties.USUAL_STATE_MEMORY,
                guarantee == StreamOptions.Guarantee.EXACTLY_ONCE);
        StreamRuns runs = new StreamRuns(design, streams.with(Map.of()), RegistryConfig.of(registry), () -> open(file));
        Orders.follow(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out, runs);
        return 0;
    }

    private SequenceModel open(ModelFile file) {
        return design == Contender.EDDY_ON_GPU
                ? new Placement(Device.parse(device), Optional.empty(), GPU_BATCH, GpuUse.DEFAULT).open(file)
                : OnnxModel.open(file, Device.CPU);
    }
}
