package dev.eddy.app;

import dev.eddy.inference.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All that is to be measured on a machine with a GPU. */
@Command(
        name = "gpu-check",
        description = {
            "Measures a GPU: how far the answers of models are off those of the processor, windows/s by size of batch, streams in"
                    + " real time, memory over some minutes, the whole topology with a broker, and the same models in PyTorch"
                    + " where there is one.",
            ""
        },
        footer = {
            "",
            "It says each command before it runs it; each can be run by itself. The exit code is 1 if one of them failed. It"
                    + " wants an otherwise idle machine and takes long, five minutes of it for the memory of each model; --short"
                    + " rehearses it, also with --device cpu, and its figures say nothing."
        })
final class GpuCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "Models, .onnx files with their manifests inside.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--device",
            defaultValue = "cuda",
            description = "cuda, cuda:N, or cpu to rehearse (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            defaultValue = "python3",
            description = "The Python that has PyTorch (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(names = "--short", description = "Small numbers: to see that all of it runs.")
    private boolean isShort;

    @Override
    public Integer call() {
        if (Device.parse(device).kind() == Device.Kind.AUTO) {
            throw new IllegalArgumentException(
                    "--device must be cuda, cuda:N or cpu but was " + device + ": it must be known what is measured");
        }
        List<String> failed = new ArrayList<>();
        for (List<String> command : commands()) {
            if (execute(command) != 0) {
                failed.add(command.get(0));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!besideTorch(out)) {
            failed.add("torch");
        }
        out.printf("%n%s%n", failed.isEmpty() ? "all of it ran" : "failed: " + String.join(", ", failed));
        out.flush();
        return failed.isEmpty() ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    /** Whether nothing went wrong; to have no PyTorch is not wrong. */
    private boolean besideTorch(PrintWriter out) {
        TorchPeer peer = new TorchPeer(python, TorchPeer.SCRIPT);
        Optional<String> missing = peer.missing();
        if (missing.isPresent()) {
            out.printf("%nPyTorch is left out: %s%n", missing.get());
            return true;
        }
        List<String> command = peer.command(torch());
        out.printf("%n$ %s%n", String.join(" ", command));
        out.flush();
        return TorchPeer.run(command, out) == 0;
    }

    private List<String> torch() {
        List<String> words = new ArrayList<>(List.of("--device=" + device));
        if (!device.equals("cpu")) {
            words.add("--graphs");
        }
        words.addAll(isShort ? List.of("--most=4", "--rounds=1", "--each=0.02") : List.of("--most=8192"));
        words.addAll(models);
        return words;
    }

    private int execute(List<String> command) {
        CommandLine eddy = spec.parent().commandLine();
        eddy.getOut().printf("%n$ ./eddy %s%n", String.join(" ", command));
        eddy.getOut().flush();
        return eddy.execute(command.toArray(String[]::new));
    }

    /** In the order in which they are run. */
    List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        String sizes = isShort ? "--most=4 --rounds=1 --each=20ms" : "--most=8192";
        commands.add(onModels("curve", sizes));
        if (!device.equals("cpu")) {
            commands.add(onModels("curve", sizes + " --device-tf32"));
        }
        commands.add(onModels(
                "real-time",
                isShort
                        ? "--from=2 --most=4 --for=200ms --within=1s --soak=200ms"
                        : "--batch-limit=512 --engine-threads=2 --soak=5min"));
        for (String model : models) {
            commands.add(bench(model));
        }
        return commands;
    }

    private List<String> onModels(String command, String options) {
        List<String> words = new ArrayList<>(List.of(command, "--device=" + device));
        words.addAll(List.of(options.split(" ")));
        words.addAll(models);
        return words;
    }

    private List<String> bench(String model) {
        String designs = "pass-through,eddy," + (device.equals("cpu") ? "" : "eddy-on-gpu,") + "model-alone";
        List<String> words = new ArrayList<>(List.of("bench", "--designs=" + designs, "--model=" + model));
        if (!device.equals("cpu")) {
            words.add("--device=" + device);
        }
        if (isShort) {
            words.addAll(List.of("--rounds=1", "--warm-up=1", "--keys=20", "--windows=60"));
        }
        return words;
    }
}
