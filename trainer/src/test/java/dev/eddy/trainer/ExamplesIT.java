package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example learns what it says it learns, as a user would run it. The models stay in {@code target/models} and their
 * test recordings in {@code target/recordings}, where the stream app's tests look for them.
 */
class ExamplesIT {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("eddy.root", "..")).resolve("trainer/examples");
    private static final Path TARGET = Path.of("target");

    /** For each example a metric and how great it must be: a little less than what its file says. */
    private static final Map<String, Map<String, Double>> LEAST = Map.ofEntries(
            Map.entry("anomaly-load", Map.of("streamed.auc", 0.7)),
            Map.entry("attention-tokens", Map.of("whole.accuracy", 0.95)),
            Map.entry("cnn-digits", Map.of("pictures.accuracy", 0.97)),
            Map.entry("crnn-columns", Map.of("pictures.accuracy", 0.97)),
            Map.entry("fusion-conv-lstm", Map.of("streamed.accuracy", 0.88)),
            Map.entry("gru-keyword", Map.of("streamed.macroF1", 0.85)),
            Map.entry("seq2seq-load", Map.of("windows.r2", 0.6, "windows.coverage", 0.87)),
            Map.entry("speed-regression", Map.of("streamed.r2", 0.9, "streamed.coverage", 0.85)),
            Map.entry("stacked-lstm-sigmoid", Map.of("whole.accuracy", 0.97)),
            Map.entry("stacked-rnn-tokens", Map.of("whole.accuracy", 0.95)),
            Map.entry("video-conv-lstm", Map.of("streamed.accuracy", 0.9)));

    static Set<String> names() {
        return LEAST.keySet();
    }

    @Test
    void shouldKnowEveryExample() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .collect(Collectors.toSet());

            assertThat(names).isEqualTo(LEAST.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldLearnWhatItSays(String name) throws IOException {
        String experiment = EXAMPLES.resolve(name + ".yaml").toString();
        Path model = Files.createDirectories(TARGET.resolve("models")).resolve(name + ".onnx");
        Path recordings = TARGET.resolve("recordings").resolve(name);

        int trained = run("train", experiment, "--restart", "--out", model.toString());
        int written = run("dataset", experiment, "--split", "test", "--out", recordings.toString());

        assertThat(trained).as("a model that is not what was fitted is refused").isZero();
        assertThat(written).isZero();
        ModelManifest manifest = TrainedModel.manifest(model);
        assertThat(manifest.name()).isEqualTo(name);
        Map<String, Double> metrics =
                Objects.requireNonNull(manifest.provenance()).metrics();
        assertThat(LEAST.get(name))
                .allSatisfy((metric, least) ->
                        assertThat(metrics.get(metric)).as(metric).isGreaterThanOrEqualTo(least));
    }

    private static int run(String... args) {
        return Main.run(new PrintWriter(System.err, true, StandardCharsets.UTF_8), args);
    }
}
