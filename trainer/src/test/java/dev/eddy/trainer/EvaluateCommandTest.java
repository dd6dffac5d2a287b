package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    private static final String REST = """
            name: tiny
            version: "1"
            seed: 1
            window: {length: 100}
            network: [normalize: {}, pool1d: {size: 20}, recurrent: {cell: gru, hidden: 4}, readout: {}, dense: {units: 4}]
            examples: {steps: 20, hop: 20, score: every}
            fit: {epochs: 1, batch: 4, rate: 1e-2}
            test: {streamed: {score: every, from: 3}, atTheEnd: {score: last}}
            """;
    private static final String DATA = "data: {set: vibration, seed: 1, train: 3, test: 2, seconds: 20}\n";
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldFindWhatTheTrainerFound() throws IOException {
        Path model = train();
        Path json = folder.resolve("metrics.json");

        int exit = run("evaluate", write(DATA), "--model", model.toString(), "--json", json.toString());

        assertThat(exit).as(err.toString()).isZero();
        JsonNode found = new ObjectMapper().readTree(Files.readString(json));
        Map<String, Double> trained =
                new TreeMap<>(TrainedModel.provenance(model).metrics());
        assertThat(trained).containsKeys("streamed.accuracy", "streamed.logLoss", "atTheEnd.macroF1");
        trained.keySet().removeIf(name -> name.startsWith("fit."));
        trained.forEach((name, value) -> assertThat(
                        found.at("/" + name.replace('.', '/')).asDouble(Double.NaN))
                .as(name)
                .isCloseTo(value, within(TOLERANCE)));
    }

    @Test
    void shouldJudgeOtherDataAndAnotherPart() throws IOException {
        Path model = train();
        String other = write("data: {set: vibration, seed: 9, train: 2, test: 1, seconds: 10}\n");

        assertThat(run("evaluate", other, "--model", model.toString(), "--split", "train"))
                .as(err.toString())
                .isZero();
    }

    @Test
    void shouldTellHowRecordingsEndToEndAreReadByEachRule() throws IOException {
        String[] rows = rows(train(), "--end-to-end", "marks", "--end-to-end", "every:200000", "--end-to-end", "never");

        assertThat(rows[0]).isEqualTo("| epochs end by | pause 0.0 s |");
        assertThat(rows[2]).matches("\\| marks \\| [0-9.]+ % \\|");
        assertThat(rows[4].replace("never", "")).isEqualTo(rows[3].replace("every:200000", ""));
    }

    @Test
    void shouldTellHowOftenItIsRightAlthoughSamplesAreLostAndShuffled() throws IOException {
        Path model = train();
        String[] unharmed = rows(model, "--trouble", "0", "--within", "0.02");
        String[] troubled = rows(model, "--trouble", "0.05", "--within", "0.02");

        String right = unharmed[2].split("\\|", -1)[2];
        assertThat(right).matches(" [0-9.]+ % ");
        assertThat(unharmed).hasSize(7);
        for (String row : List.of(unharmed[3], unharmed[4], unharmed[5])) {
            assertThat(row.split("\\|", -1)[2]).isEqualTo(right);
            assertThat(row.split("\\|", -1)[3]).isEqualTo(right);
        }
        assertThat(troubled[2]).isEqualTo(unharmed[2]);
        assertThat(troubled[3]).contains("answered");
        assertThat(troubled[4].split("\\|", -1)[2]).isEqualTo(troubled[4].split("\\|", -1)[3]);
    }

    private String[] rows(Path model, String... options) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Stream<String> command = Stream.of("evaluate", write(DATA), "--model", model.toString());
            assertThat(run(Stream.concat(command, Stream.of(options)).toArray(String[]::new)))
                    .as(err.toString())
                    .isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).split("\n", -1);
    }

    @Test
    void shouldRefuseDataThatTheModelCannotRead() throws IOException {
        Path model = train();

        int exit = run(
                "evaluate",
                write("data: {set: tones, seed: 1, train: 2, test: 1, seconds: 10}\n"),
                "--model",
                model.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains("use data of the same channels and rate")
                .contains("which the model knows, but its labels are [silence, up, down, flat]");
    }

    private Path train() throws IOException {
        Path model = folder.resolve("tiny.onnx");
        assertThat(run("train", write(DATA), "--out", model.toString(), "--no-report"))
                .as(err.toString())
                .isZero();
        return model;
    }

    private String write(String data) throws IOException {
        return Files.writeString(folder.resolve("experiment.yaml"), REST + data).toString();
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(err, true), args);
    }
}
