package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The experiments on public data, from files to a proven model that is good enough. Skipped where the data is not. The
 * models stay in {@code target/models}, where the stream app's tests look for them.
 */
class PublicDataIT {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    @Test
    void shouldRecogniseActivitiesInWindowsAndInStreams() throws IOException {
        Map<String, Double> metrics = train("uci-har");

        assertThat(metrics.get("official.accuracy")).isGreaterThanOrEqualTo(0.915);
        assertThat(metrics.get("streamed.accuracy")).isGreaterThanOrEqualTo(0.915);
    }

    @Test
    void shouldRecogniseSpokenDigits() throws IOException {
        Map<String, Double> metrics = train("fsdd");

        assertThat(metrics.get("official.accuracy")).isGreaterThanOrEqualTo(0.98);
    }

    private Map<String, Double> train(String name) throws IOException {
        Path data =
                Optional.ofNullable(System.getenv("EDDY_DATA")).map(Path::of).orElse(ROOT.resolve("../shared/data"));
        assumeTrue(
                Files.isDirectory(data.resolve(name)),
                () -> data.resolve(name) + " is not there; set EDDY_DATA to the folder that holds " + name);
        Path experiment = ROOT.resolve("trainer/experiments/" + name + ".yaml");
        Path model = Files.createDirectories(Path.of("target", "models")).resolve(name + ".onnx");

        int exit = Main.run(
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                "train",
                experiment.toString(),
                "--data",
                data.toString(),
                "--out",
                model.toString());

        assertThat(exit).isZero();
        return Objects.requireNonNull(TrainedModel.manifest(model).provenance()).metrics();
    }
}
