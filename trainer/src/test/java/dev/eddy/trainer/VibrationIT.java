package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment of the demo, which needs no files. */
class VibrationIT {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    @TempDir
    private Path folder;

    @Test
    void shouldFindFaultsWithASmallModel() {
        Path model = folder.resolve("vibration.onnx");
        String experiment = ROOT.resolve("trainer/experiments/vibration.yaml").toString();

        int exit = Main.run(
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                "train",
                experiment,
                "--out",
                model.toString());

        assertThat(exit).isZero();
        assertThat(model.toFile()).satisfies(file -> assertThat(file.length()).isLessThan(150_000));
        assertThat(Objects.requireNonNull(TrainedModel.manifest(model).provenance())
                        .metrics())
                .hasEntrySatisfying(
                        "streamed.accuracy", accuracy -> assertThat(accuracy).isGreaterThan(0.95));
    }
}
