package dev.eddy.app;

import dev.eddy.inference.Company;
import dev.eddy.inference.Device;
import dev.eddy.inference.GraphDescription;
import dev.eddy.inference.ManifestProposal;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.inference.Step;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model file is, and proposes a manifest for one that has none. */
@Command(
        name = "describe",
        description = {
            "Prints the manifest of a model file. For a graph made by others, which has none, it proposes one: states are found "
                    + "by name and shape, and what no graph says is listed to be confirmed. Then silence and noise are run through it, alone and in batches.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  eddy describe detector.onnx --rate 16000 > detector.json",
            "      read detector.json and correct it, then",
            "  eddy run --model detector.onnx --manifest detector.json",
            "  eddy describe voice.onnx --rate 16000 --window 576 --hop 512 > voice.json",
            "      each window is the last 64 samples of the one before and 512 new ones",
            "Exit code 1 when the graph does not run with the proposal."
        })
final class DescribeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "An .onnx file.")
    private Path file;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "0",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Samples per second of its signal.")
    private double rate;

    @Option(
            names = "--window",
            paramLabel = "SAMPLES",
            defaultValue = "0",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Samples of a window, where the graph takes any number.")
    private int window;

    @Option(
            names = "--hop",
            paramLabel = "SAMPLES",
            defaultValue = "0",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description =
                    "Samples from one window's start to the next one's; less than --window where each begins with the "
                            + "last samples of the one before (default: windows do not overlap).")
    private int hop;

    @Override
    public Integer call() {
        byte[] graph = bytes();
        GraphDescription description = GraphDescription.of(graph, file.toString());
        say("inputs", description.inputs());
        say("outputs", description.outputs());
        if (description.manifest().isPresent()) {
            print(ManifestJson.read(description.manifest().get()));
            return spec.exitCodeOnSuccess();
        }
        ManifestProposal proposal =
                ManifestProposal.of(description, new ManifestProposal.Known(name(), rate, window, hop));
        say("no manifest inside: this one is proposed. Confirm or correct", proposal.guesses());
        print(proposal.manifest());
        return runs(graph, proposal.manifest()) ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the model " + file + " must be a readable file but cannot be read (" + e + "); check its name", e);
        }
    }

    private String name() {
        return Optional.ofNullable(file.getFileName())
                .map(last -> last.toString().replaceAll("\\.onnx$", ""))
                .orElse("model");
    }

    private void say(String what, List<?> lines) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("eddy: " + what + ":");
        lines.forEach(line -> err.println("        " + line));
    }

    private void print(ModelManifest manifest) {
        spec.commandLine().getOut().println(ManifestJson.write(manifest));
    }

    private boolean runs(byte[] graph, ModelManifest manifest) {
        PrintWriter err = spec.commandLine().getErr();
        try (OnnxModel model = OnnxModel.open(ModelFile.of(graph, manifest), Device.CPU)) {
            model.step(List.of(Step.silence("a", manifest)));
            err.println("eddy: with it, the graph runs; " + Company.of(model).words());
            return true;
        } catch (RuntimeException e) {
            err.println("eddy: with it, the graph does not run yet: " + e.getMessage());
            return false;
        }
    }
}
