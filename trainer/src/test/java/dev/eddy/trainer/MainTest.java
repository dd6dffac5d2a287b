package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
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
    void shouldGiveTheLauncherWhatShellsCompleteBy() {
        StringWriter out = new StringWriter();

        int exit = Main.commands().setOut(new PrintWriter(out)).execute("completion-of-trainer");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("_complete_eddy_trainer()", "_picocli_eddy_trainer_crossval()", "--seeds");
    }

    @Test
    void exampleUsage() throws IOException {
        Path model = folder.resolve("tiny.onnx");

        assertThat(run("train", experiment(TINY), "--out", model.toString())).isZero();

        assertThat(model).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining("glob:**.unproven");
        assertThat(folder.resolve("tiny.html"))
                .content()
                .contains("Learning curves", "Labels: streamed", "Calibration: streamed", "Hidden states: machine-4");
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
    void shouldFitOnOwnRecordingsAsTheReadmeShows() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("eddy.root", ".."), "trainer", "README.md"));
        String yaml = readme.substring(readme.indexOf("    name: my-pumps"))
                .lines()
                .takeWhile(line -> line.startsWith("    ") || line.isEmpty())
                .map(line -> line.replaceFirst("^ {4}", ""))
                .collect(Collectors.joining("\n"));
        Path model = folder.resolve("my-pumps.onnx");
        run("dataset", experiment(TINY), "--out", folder.resolve("pumps").toString());
        Files.writeString(folder.resolve("pumps/pump-9.csv"), "time,radial_x,radial_y,axial\n0,1,2,3\n1000,1,2,3\n");
        Files.writeString(
                folder.resolve("pumps/labels.csv"), "pump-9,normal,,,pump-9,train\n", StandardOpenOption.APPEND);

        int exit = run("train", experiment(yaml), "--out", model.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(model).isNotEmptyFile();
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
        String missing = TINY.replaceAll("data: .*", "data: {set: uci-har}");

        assertThat(run("train", experiment(missing), "--data", "nowhere")).isEqualTo(1);

        assertThat(err.toString()).contains("nowhere");
    }

    @Test
    void shouldExitWith2ForAnUnknownOption() throws IOException {
        assertThat(run("train", experiment(TINY), "--sed", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--sed");
    }

    @Test
    void shouldWriteVariantsThatAreTestedLikeTheExactModelAndNoReportWhereNobodyWantsOne() throws IOException {
        String yaml = TINY.replace("fit:", "export: {variants: [int8, half, fp16]}\nfit:");
        Path model = folder.resolve("tiny.onnx");

        assertThat(run("train", experiment(yaml), "--no-report", "--out", model.toString()))
                .isZero();

        assertThat(folder.resolve("tiny.html")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.trial");
        double exact = accuracy(model);
        assertThat(accuracy(folder.resolve("tiny.fp16.onnx"))).isCloseTo(exact, within(0.05));
        assertThat(accuracy(folder.resolve("tiny.half.onnx"))).isCloseTo(exact, within(0.05));
        assertThat(accuracy(folder.resolve("tiny.int8.onnx"))).isCloseTo(exact, within(0.2));
        assertThat(Files.size(folder.resolve("tiny.int8.onnx"))).isLessThan(Files.size(model));
    }

    private static double accuracy(Path model) {
        return TrainedModel.provenance(model).metrics().getOrDefault("streamed.accuracy", Double.NaN);
    }

    @Test
    void shouldRankAnomaliesBesideForecasts() throws IOException {
        String yaml = TINY.replaceAll(
                        "data: .*", "data: {set: load, seed: 5, train: 2, validation: 1, test: 1, days: 14}")
                .replace("length: 100", "length: 10")
                .replace("units: 4", "units: 20")
                .replace("examples:", "head: {anomaly: {}}\nexamples:");

        Provenance provenance = TrainedModel.provenance(trained(yaml));

        assertThat(provenance.metrics()).containsKeys("streamed.mse", "streamed.auc", "streamed.threshold");
        assertThat(folder.resolve("model.html")).content().contains("Anomaly score: building-", "Validation mse");
    }

    @Test
    void shouldKeepTheManifestInTheFile() throws IOException {
        Path model = trained(TINY);
        ModelManifest manifest = TrainedModel.manifest(model);
        Provenance provenance = TrainedModel.provenance(model);

        assertThat(manifest.name()).isEqualTo("tiny");
        assertThat(manifest.states()).hasSize(2);
        assertThat(provenance.trainer()).matches("eddy-trainer 0.*, libtorch 2.*, ONNX Runtime 1.*, Java .*");
        assertThat(provenance.metrics()).containsEntry("fit.temperature", 1.0).containsKey("fit.parameters");
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
