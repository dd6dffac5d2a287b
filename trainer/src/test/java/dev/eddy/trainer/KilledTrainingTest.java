package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.eddy.trainer.data.DataHash;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.fit.Checkpoint;
import dev.eddy.trainer.fit.Leg;
import dev.eddy.trainer.network.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A fit in a process of its own that is killed, as by a power cut, and taken up again. */
class KilledTrainingTest {

    private static final String TINY = """
            name: tiny
            version: "1"
            seed: 1
            data: {set: vibration, seed: 1, train: 4, test: 1, seconds: 30}
            window: {length: 100}
            network:
              - normalize: {}
              - conv1d: {filters: 4, kernel: 5}
              - batchNorm: {}
              - maskBand: {widest: 2}
              - pool1d: {size: 10}
              - recurrent: {cell: gru, hidden: 8}
              - readout: {}
              - dropout: {share: 0.2}
              - dense: {units: 4}
            augment: [jitter: {deviation: 0.1}, mask: {share: 0.1}]
            examples: {steps: 20, hop: 10, score: every}
            fit: {epochs: 8, batch: 4, rate: 1e-2, validation: 0.3, bucket: true}
            test: {streamed: {score: every}}
            """;

    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    @Test
    void shouldFitTheSameWeightsHoweverOftenItWasKilled() throws IOException, InterruptedException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        Path whole = folder.resolve("whole.onnx");
        Path broken = folder.resolve("broken.onnx");
        assertThat(train(experiment, whole).waitFor()).isZero();
        String uninterrupted = log(whole);

        SplittableRandom random = new SplittableRandom(System.nanoTime());
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(train(experiment, broken), broken, random.nextInt(1, 3));
        }
        assertThat(train(experiment, broken).waitFor()).isZero();

        assertThat(log(broken)).contains("continuing after epoch");
        assertThat(weights(broken)).isEqualTo(weights(whole));
        assertThat(score(log(broken))).isEqualTo(score(uninterrupted));
        assertThat(broken.resolveSibling("broken.onnx.checkpoint")).doesNotExist();
    }

    @Test
    void shouldRefuseACheckpointOfAnotherExperimentUntilToldToBeginAnew() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY.replace("epochs: 8", "epochs: 1"));
        Path model = folder.resolve("model.onnx");
        Path checkpoint = folder.resolve("model.onnx.checkpoint");
        StringWriter err = new StringWriter();
        leaveCheckpoint(experiment, checkpoint);

        Files.writeString(experiment, TINY.replace("epochs: 8", "epochs: 2"));

        assertThat(run(err, experiment, model)).isEqualTo(1);
        assertThat(err.toString())
                .contains("model.onnx.checkpoint is of another fit: it differs in [fit]; give --restart");
        assertThat(run(err, experiment, model, "--restart")).isZero();
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void shouldRefuseATargetThatCannotBeWrittenBeforeFitting() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        StringWriter err = new StringWriter();

        assertThat(run(err, experiment, folder)).isEqualTo(1);
        assertThat(err.toString()).contains("must be a file but is a folder");

        assertThat(run(err, experiment, experiment.resolve("model.onnx"))).isEqualTo(1);
        assertThat(err.toString()).contains("must be writable but");
    }

    /** A limit on the size of files does what a full disk does. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldSayThatACheckpointFindsNoSpace() throws IOException, InterruptedException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        // Unpacks torch, which would not find the space either.
        Scope.threads(1);
        Process process = new ProcessBuilder(limited(command(experiment, folder.resolve("full.onnx"))))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said)
                .contains("full.onnx.checkpoint must be writable but is not: ")
                .contains("free some space");
        assertThat(folder).isDirectoryNotContaining("glob:**full*");
    }

    private static List<String> limited(List<String> command) {
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"));
        limited.addAll(command);
        limited.add(5, "-XX:-UsePerfData");
        return limited;
    }

    @Test
    void shouldRefuseWhatIsNoCheckpoint() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        StringWriter err = new StringWriter();
        Files.writeString(folder.resolve("model.onnx.checkpoint"), "nonsense");

        assertThat(run(err, experiment, folder.resolve("model.onnx"))).isEqualTo(1);

        assertThat(err.toString()).contains("must be a checkpoint but cannot be read");
    }

    private static void leaveCheckpoint(Path file, Path checkpoint) throws IOException {
        Experiment experiment = Experiment.read(file);
        DataSet data = experiment.data().source().load(file);
        Fitting fitting = new Fitting(experiment, data, new PrintStream(OutputStream.nullOutputStream()), false);
        Leg leg = Leg.whole(new Checkpoint(checkpoint, Fingerprint.of(experiment, DataHash.of(data), "all")));
        fitting.fit(fitting.build(), fitting.groups(), leg);
        assertThat(checkpoint).isNotEmptyFile();
    }

    private static int run(StringWriter err, Path experiment, Path out, String... more) {
        List<String> args = new ArrayList<>(List.of("train", experiment.toString(), "--out", out.toString()));
        args.addAll(List.of(more));
        return Main.run(new PrintWriter(err, true), args.toArray(String[]::new));
    }

    static OnnxMl.GraphProto weights(Path model) throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model)).getGraph();
    }

    private static String score(String log) {
        return log.lines().filter(line -> line.startsWith("test ")).reduce("", (a, b) -> b);
    }

    private static List<String> command(Path experiment, Path out) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                experiment.toString(),
                "--out",
                out.toString());
    }

    private static Process train(Path experiment, Path out) throws IOException {
        return new ProcessBuilder(command(experiment, out))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(out, "log").toFile()))
                .start();
    }

    /** Lets some epochs go by, then a moment, so that the kill may fall into an update, a checkpoint or the rename. */
    private static void killAfter(Process process, Path out, int epochs) throws IOException, InterruptedException {
        long before = epochs(out);
        while (epochs(out) < before + epochs && process.isAlive()) {
            process.waitFor(3, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
    }

    private static long epochs(Path out) throws IOException {
        return log(out).lines().filter(line -> line.startsWith("epoch ")).count();
    }

    private static String log(Path out) throws IOException {
        Path log = log(out, "log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static Path log(Path out, String suffix) {
        return out.resolveSibling(out.getFileName() + "." + suffix);
    }
}
