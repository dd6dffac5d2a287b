package dev.eddy.app;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.bench.RealTime;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Device;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How many streams a device holds in real time. */
@Command(
        name = "real-time",
        description = {
            "Measures how many streams in real time the engine holds on a device: twice as many each time, until less than 99 of"
                    + " 100 answers are in time.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  eddy real-time --device cuda --batch-limit 512 --within 20ms audio.onnx",
            "It is engine and model, without Kafka; the clock of an answer starts when its window was due. The device must"
                    + " answer as the processor does. 'eddy latency' measures the whole."
        })
final class RealTimeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Models, .onnx files with their manifests inside.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
    private String device;

    @Mixin
    private CudaOptions cuda;

    @Mixin
    private BatchOptions batches = new BatchOptions();

    @Option(
            names = "--within",
            defaultValue = "20ms",
            description = "How long 99 of 100 answers may take (default: ${DEFAULT-VALUE}).")
    private Duration within;

    @Option(
            names = "--from",
            defaultValue = "64",
            description = "How many streams to begin with (default: ${DEFAULT-VALUE}).")
    private int from;

    @Option(
            names = "--most",
            defaultValue = "131072",
            description = "How many streams to end with (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long each number of streams is kept up (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            defaultValue = "0s",
            description =
                    "Then keep up half of the streams that were held for so long, and say every tenth of it how much memory"
                            + " the device has in use (default: ${DEFAULT-VALUE}: not).")
    private Duration soak;

    @Override
    public void run() {
        if (from < 1 || most < from) {
            throw new IllegalArgumentException(
                    "--from must be 1 or more and --most not below it, but they were " + from + " and " + most);
        }
        Placement placement = new Placement(
                Device.parse(device),
                Optional.empty(),
                batches.limit(),
                new GpuUse(GpuUse.DEFAULT.tolerance(), GpuUse.DEFAULT.weight(), cuda.settings()));
        BatchPolicy policy = batches.policy(Duration.ZERO);
        models.forEach(model -> measure(ModelFile.read(model, Optional.empty()), placement, policy));
    }

    private void measure(ModelFile file, Placement placement, BatchPolicy policy) {
        DeviceShares shares = new DeviceShares();
        InferenceEngine engine = InferenceEngine.of(() -> placement.open(file, shares), policy, new MetricRegistry());
        try (engine) {
            DeviceFacts facts = new DeviceFacts(engine.device());
            say("%n%s %s on %s: %s%n", file.manifest().name(), file.manifest().version(), facts.device(), facts.name());
            RealTime realTime = new RealTime(engine, within);
            say("| streams | windows/s | p50 ms | p99 ms | longest ms | held |%n|---|---|---|---|---|---|%n");
            int held = held(realTime);
            if (held > 1 && !soak.isZero()) {
                soak(realTime, held / 2, facts);
            }
        }
        engine.requireNoLoss();
    }

    private int held(RealTime realTime) {
        int held = 0;
        boolean going = true;
        for (int streams = from; going && streams <= most; streams *= 2) {
            RealTime.Outcome outcome = realTime.run(streams, time);
            say(row(outcome) + (outcome.held() ? " yes |%n" : " no |%n"));
            going = outcome.held();
            held = going ? streams : held;
        }
        return held;
    }

    private void soak(RealTime realTime, int streams, DeviceFacts facts) {
        say("%n| streams | windows/s | p50 ms | p99 ms | longest ms | device memory |%n|---|---|---|---|---|---|%n");
        for (int i = 0; i < 10; i++) {
            say(row(realTime.run(streams, soak.dividedBy(10))) + " " + facts.memory() + " |%n");
        }
    }

    private static String row(RealTime.Outcome outcome) {
        Histogram times = outcome.times();
        return String.format(
                Locale.ROOT,
                "| %,d | %,.0f | %.1f | %.1f | %.1f |",
                outcome.streams(),
                outcome.perSecond(),
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getMaxValue() / 1e6);
    }

    private void say(String format, Object... what) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, what);
        spec.commandLine().getOut().flush();
    }
}
