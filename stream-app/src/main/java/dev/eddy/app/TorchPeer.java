package dev.eddy.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same models in PyTorch, in a process of its own.
 *
 * @param python that has PyTorch
 * @param script that measures them
 */
record TorchPeer(String python, Path script) {

    /** In the root of the repository, where commands are given. */
    static final Path SCRIPT = Path.of("stream-app", "torch-peer", "conv_lstm.py");

    /** Why it cannot be run, if it cannot. */
    Optional<String> missing() {
        if (!Files.exists(script)) {
            return Optional.of(script + " is not here: run this in the root of the repository");
        }
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(python + " cannot import torch: install it, or name another one with --python");
        } catch (IOException e) {
            return Optional.of(python + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** The words of a command. */
    List<String> command(List<String> options) {
        List<String> words = new ArrayList<>(List.of(python, script.toString()));
        words.addAll(options);
        return words;
    }

    /** Runs a command, hands on what it says, and returns its exit code. */
    static int run(List<String> command, PrintWriter out) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.println(line);
                    out.flush();
                }
            }
            return process.waitFor();
        } catch (IOException e) {
            out.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
