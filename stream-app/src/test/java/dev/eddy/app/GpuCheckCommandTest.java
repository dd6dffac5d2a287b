package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GpuCheckCommandTest {

    private static CommandLine commands() {
        return CommandTree.of(Surroundings.of(Map.of(), "gpu-check"));
    }

    private static GpuCheckCommand parsed(String... args) {
        return (GpuCheckCommand)
                commands().parseArgs(args).subcommand().commandSpec().userObject();
    }

    @Test
    void exampleUsage() {
        assertThat(parsed("gpu-check", "small.onnx", "large.onnx").commands())
                .map(command -> String.join(" ", command))
                .containsExactly(
                        "curve --device=cuda --most=8192 small.onnx large.onnx",
                        "curve --device=cuda --most=8192 --device-tf32 small.onnx large.onnx",
                        "real-time --device=cuda --batch-limit=512 --engine-threads=2 --soak=5min small.onnx large.onnx",
                        "bench --designs=pass-through,eddy,eddy-on-gpu,model-alone --model=small.onnx --device=cuda",
                        "bench --designs=pass-through,eddy,eddy-on-gpu,model-alone --model=large.onnx --device=cuda");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--device=cuda", "--device=cuda:1", "--device=cpu", "--short"})
    void shouldRunWhatIsUnderstood(String option) {
        for (List<String> command : parsed("gpu-check", option, "m.onnx").commands()) {
            assertThatCode(() -> commands().parseArgs(command.toArray(String[]::new)))
                    .doesNotThrowAnyException();
        }
    }

    /** Or figures of the processor could pass for those of a GPU. */
    @ParameterizedTest
    @ValueSource(strings = {"gpu-check --device=auto m.onnx", "bench --device=auto", "bench --device=cpu"})
    void shouldKnowWhatItMeasures(String words) {
        StringWriter said = new StringWriter();

        int exitCode = commands().setErr(new PrintWriter(said)).execute(words.split(" "));

        assertThat(exitCode).isNotZero();
        assertThat(said.toString()).contains("--device must be cuda");
    }

    /** A Python that has everything, and says what it is told. */
    @Test
    void shouldMeasureTheSameModelsInPyTorch(@TempDir Path folder) throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho \"told: $*\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Path script = Files.createFile(folder.resolve("peer.py"));
        TorchPeer peer = new TorchPeer(python.toString(), script);
        StringWriter out = new StringWriter();

        int exitCode = TorchPeer.run(peer.command(List.of("--most=4", "m.onnx")), new PrintWriter(out));

        assertThat(peer.missing()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString().strip()).isEqualTo("told: " + script + " --most=4 m.onnx");
    }

    @Test
    void shouldSayWhyPyTorchIsLeftOut(@TempDir Path folder) throws IOException {
        Path script = Files.createFile(folder.resolve("peer.py"));

        assertThat(new TorchPeer("false", script).missing())
                .hasValueSatisfying(reason -> assertThat(reason).contains("false cannot import torch", "--python"));
        assertThat(new TorchPeer("no-such-python", script).missing())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no-such-python"));
        assertThat(new TorchPeer("true", folder.resolve("nowhere.py")).missing())
                .hasValueSatisfying(reason -> assertThat(reason).contains("nowhere.py is not here"));
    }

    @Test
    void shouldGoOnAndSayWhatFailed() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine eddy = commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        int exitCode = eddy.execute("gpu-check", "--device=cpu", "--short", "--python=no-such-python", "no-such.onnx");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("$ ./eddy ")))
                .hasSize(3);
        assertThat(out.toString()).endsWith("failed: curve, real-time, bench\n");
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("PyTorch is left out: "))
                .hasSize(1);
        assertThat(err.toString()).contains("no-such.onnx");
    }
}
