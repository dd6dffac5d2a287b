package dev.eddy.app;

import dev.eddy.bench.BacklogCurve;
import dev.eddy.bench.BatchCurve;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Probe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which batch suits a model on a device. */
@Command(
        name = "curve",
        description = {
            "Measures how many windows per second models score in batches of 1, 2, 4 and so on, on the processor and, with "
                    + "--device, on a GPU beside it in turn; and how far the answers of the two are apart.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy curve pump.onnx",
            "      what to give as --batch-limit: where the curve is flat a larger batch only costs latency",
            "  eddy curve --device cuda --most 8192 small.onnx large.onnx",
            "      what a GPU is worth for these models",
            "  eddy curve --catch-up 8 pump.onnx",
            "      what to give as --catch-up: ten keys that are a minute behind",
            "It is the model alone, without Kafka; 'eddy bench' measures the whole."
        })
final class CurveCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Models, .onnx files with their manifests inside.")
    private List<Path> models;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description =
                    "cpu, cuda, cuda:N or auto: what is measured beside the processor (default: ${DEFAULT-VALUE}).")
    private String device;

    @Mixin
    private CudaOptions cuda;

    @Option(
            names = "--most",
            defaultValue = "256",
            description = "The largest batch, 1 to 8192 (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--each",
            defaultValue = "300ms",
            description = "How long each batch size is run in a round (default: ${DEFAULT-VALUE}).")
    private Duration each;

    @Option(
            names = "--catch-up",
            paramLabel = "WINDOWS",
            defaultValue = "1",
            description =
                    "Instead: measures keys that are behind, with 1, 2, 4 and so on up to this number of consecutive"
                            + " windows of a key in one run, 2 to 64, on the processor.")
    private int catchUp;

    @Option(
            names = "--keys",
            defaultValue = "10",
            description = "With --catch-up: how many keys are behind (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--backlog",
            defaultValue = "60s",
            description = "With --catch-up: how far each of them is behind (default: ${DEFAULT-VALUE}).")
    private Duration backlog;

    @Override
    public void run() {
        if (catchUp < 1 || catchUp > 64) {
            throw new IllegalArgumentException("--catch-up must be in 1..64 but was " + catchUp);
        }
        if (most < 1 || most > 8192) {
            throw new IllegalArgumentException("--most must be in 1..8192 but was " + most);
        }
        List<ModelFile> files = models.stream()
                .map(file -> ModelFile.read(file, Optional.empty()))
                .toList();
        if (catchUp > 1) {
            BacklogCurve curve = new BacklogCurve(new BacklogCurve.Plan(keys, backlog, doubling(catchUp), rounds));
            files.forEach(file -> measure(curve, file));
        } else {
            BatchCurve curve = new BatchCurve(new BatchCurve.Plan(doubling(most), rounds, each));
            files.forEach(file -> measure(curve, file));
        }
    }

    private static List<Integer> doubling(int most) {
        return IntStream.iterate(1, it -> it <= most, it -> 2 * it).boxed().toList();
    }

    private void measure(BacklogCurve curve, ModelFile file) {
        PrintWriter out = say(file);
        try (OnnxModel model = OnnxModel.open(file, Device.CPU)) {
            out.print(model.takesRuns() ? curve.table(model) : "takes one window of a key at a time\n");
        }
        out.flush();
    }

    private PrintWriter say(ModelFile file) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%n%s %s: windows of %d samples, %d floats of state%n",
                file.manifest().name(),
                file.manifest().version(),
                file.manifest().window().length(),
                file.manifest().stateSize());
        return out;
    }

    private void measure(BatchCurve curve, ModelFile file) {
        PrintWriter out = say(file);
        try (OnnxModel first = OnnxModel.open(file, Device.parse(device), cuda.settings())) {
            if (first.device().kind() == Device.Kind.CPU) {
                out.print(curve.table(List.of(first)));
            } else {
                beside(curve, file, first);
            }
        }
        out.flush();
    }

    private void beside(BatchCurve curve, ModelFile file, OnnxModel gpu) {
        PrintWriter out = spec.commandLine().getOut();
        try (OnnxModel processor = OnnxModel.open(file, Device.CPU)) {
            double off = Probe.of(processor).distance(gpu);
            out.printf(
                    Locale.ROOT, "answers of %s are off those of the processor by %.2g at most%n", gpu.device(), off);
            out.print(curve.table(List.of(processor, gpu)));
        }
    }
}
