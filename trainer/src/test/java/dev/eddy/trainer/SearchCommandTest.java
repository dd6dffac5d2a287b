package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.trainer.search.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {

    private static final String TINY = """
            name: tiny
            version: "1"
            seed: 1
            data: {set: vibration, seed: 1, train: 4, test: 1, seconds: 20}
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

    private static final String SEARCH = """
            search:
              parameters:
                fit.rate: {from: 1e-4, to: 1e-1, scale: log}
                network[3].recurrent.hidden: {of: [4, 8]}
                fit.schedule: {of: [oneCycle, {cosine: {warmup: 0.2}}]}
              trials: 2
              halving: {rungs: [1, 3], keep: 0.5}
            """;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldWriteTheBestExperimentThatCanBeTrained() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY + SEARCH);
        Path best = folder.resolve("best.yaml");

        assertThat(run("search", experiment.toString(), "--out", best.toString(), "--jobs", "2"))
                .isZero();

        Experiment found = Experiment.read(best);
        assertThat(found.fit().epochs()).isEqualTo(3);
        assertThat(found.search()).isEmpty();
        assertThat(found.fit().optimizer().rate()).isBetween(1e-4, 1e-1);
        List<String> table = Files.readAllLines(folder.resolve("tiny-search/results.csv"));
        assertThat(table).hasSize(3);
        assertThat(table.get(0))
                .isEqualTo("candidate,fit.rate,network[3].recurrent.hidden,fit.schedule,merit after 1,merit after 3,"
                        + "parameters,seconds,problem");
        assertThat(table.get(1)).doesNotContain(",,");
        assertThat(table.get(2)).contains(",,");
    }

    @Test
    void shouldRefuseParametersThatLeadNowhere() throws IOException {
        Path experiment =
                Files.writeString(folder.resolve("tiny.yaml"), TINY + SEARCH.replace("network[3]", "network[9]"));

        assertThat(run(
                        "search",
                        experiment.toString(),
                        "--out",
                        folder.resolve("best.yaml").toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("search.parameters.network[9].recurrent.hidden must lead to a value");
    }

    @Test
    void shouldScoreEveryGroupByAFitThatHasNotSeenIt() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        Path json = folder.resolve("folds.json");

        int exit = run("crossval", experiment.toString(), "--folds", "2", "--jobs", "2", "--json", json.toString());

        assertThat(exit).isZero();
        List<Result> folds = Result.read(json);
        assertThat(folds).hasSize(2);
        assertThat(folds.get(0).metrics()).containsKey("streamed.accuracy");
        assertThat(folds.get(0).reports()).hasSize(2);
    }

    @Test
    void shouldRefuseMoreFoldsThanGroups() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);

        assertThat(run("crossval", experiment.toString(), "--folds", "5")).isEqualTo(2);

        assertThat(err.toString()).contains("--folds must be in 2..4, the groups of the training part, but was 5");
    }

    @Test
    void shouldFitOncePerSeed() throws IOException {
        Path experiment = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        Path json = folder.resolve("seeds.json");
        String out = folder.resolve("model.onnx").toString();

        assertThat(run("train", experiment.toString(), "--seeds", "4,5", "--out", out, "--json", json.toString()))
                .isZero();

        assertThat(folder.resolve("model-4.onnx")).isNotEmptyFile();
        assertThat(folder.resolve("model-5.onnx")).isNotEmptyFile();
        assertThat(Result.read(json)).extracting(Result::seed).containsExactly(4, 5);
    }

    @Test
    void shouldFitTheSameWeightsWithFeaturesInAFile() throws IOException {
        Path inMemory = folder.resolve("memory.yaml");
        Path inFile = folder.resolve("file.yaml");
        Files.writeString(inMemory, TINY);
        Files.writeString(inFile, TINY.replace("rate: 1e-2", "rate: 1e-2, memory: 1KiB"));

        for (Path experiment : List.of(inMemory, inFile)) {
            assertThat(run("train", experiment.toString(), "--out", experiment + ".onnx"))
                    .isZero();
        }

        assertThat(KilledTrainingTest.weights(folder.resolve("file.yaml.onnx")))
                .isEqualTo(KilledTrainingTest.weights(folder.resolve("memory.yaml.onnx")));
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(err, true), args);
    }
}
