package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private static final String TINY = """
            name: tiny
            version: "1"
            seed: 1
            data: {set: vibration, seed: 1, train: 3, test: 1, seconds: 20}
            window: {length: 100}
            network:
              - normalize: {}
              - conv1d: {filters: 4, kernel: 5}
              - pool1d: {size: 10}
              - recurrent: {cell: gru, hidden: 8}
              - readout: {}
              - dense: {units: 4}
            examples: {steps: 20, hop: 20, score: every}
            fit: {epochs: 2, batch: 4, rate: 1e-2}
            test: {streamed: {score: every}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void exampleUsage() throws IOException {
        Path model = folder.resolve("tiny.onnx");

        assertThat(run("train", experiment(TINY), "--out", model.toString())).isZero();

        assertThat(model).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining("glob:**.unproven");
    }

    @Test
    void shouldWriteTheRecordingsOfOnePart() throws IOException {
        Path recordings = folder.resolve("recordings");

        int exit = run("dataset", experiment(TINY), "--split", "test", "--out", recordings.toString());

        assertThat(exit).isZero();
        assertThat(recordings.resolve("machine-4.csv")).content().startsWith("time,radial_x,radial_y,axial\n");
        assertThat(recordings.resolve("labels.csv")).content().contains("machine-4,normal,0,");
    }

    @Test
    void shouldExitWith2AndAllProblemsForAnExperimentThatCannotBeUsed() throws IOException {
        String broken = TINY.replace("epochs: 2", "epochs: none")
                .replace("readout", "readuot")
                .replace("name:", "nam:");

        assertThat(run("train", experiment(broken))).isEqualTo(2);

        assertThat(err.toString())
                .contains("experiment.yaml cannot be used")
                .contains("name is missing")
                .contains("nam is not known here; did you mean name?")
                .contains("network[4].readuot names no known layer: did you mean readout?")
                .contains("fit.epochs must be a whole number");
    }

    @Test
    void shouldExitWith2ForANetworkThatDoesNotFitTheWindow() throws IOException {
        assertThat(run("train", experiment(TINY.replace("size: 10", "size: 7"))))
                .isEqualTo(2);

        assertThat(err.toString()).contains("pool1d.size 7 must divide the 100 frames of a step");
    }

    @Test
    void shouldExitWith1WhereTheDataIsNotThere() throws IOException {
        String missing = TINY.replaceAll("data: .*", "data: {set: uci-har, folder: nowhere}");

        assertThat(run("train", experiment(missing))).isEqualTo(1);

        assertThat(err.toString()).contains("nowhere");
    }

    @Test
    void shouldExitWith2ForAnUnknownOption() throws IOException {
        assertThat(run("train", experiment(TINY), "--sed", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--sed");
    }

    @Test
    void shouldKeepTheManifestInTheFile() throws IOException {
        ModelManifest manifest = TrainedModel.manifest(trained(TINY));

        assertThat(manifest.name()).isEqualTo("tiny");
        assertThat(manifest.states()).hasSize(2);
        assertThat(manifest.provenance()).isNotNull();
        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
    }

    private Path trained(String yaml) throws IOException {
        Path model = folder.resolve("model.onnx");
        assertThat(run("train", experiment(yaml), "--out", model.toString())).isZero();
        return model;
    }

    private String experiment(String yaml) throws IOException {
        return Files.writeString(folder.resolve("experiment.yaml"), yaml).toString();
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(err, true), args);
    }
}
