package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.local.JavaProcess;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A model that the trainer has fitted, and the recordings that it was tested on. The two modules meet in files only: the
 * trainer runs in a process of its own, unless its own tests have left the model behind.
 */
final class Trained {

    private static final Path TRAINER =
            Path.of("..", "trainer").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final String name;
    private final Path experiment;

    private Trained(String folder, String name) {
        this.name = name;
        this.experiment = TRAINER.resolve(Path.of(folder, name + ".yaml"));
    }

    /** Whatever examples the trainer's tests have left behind, each by its name; skips the test where there is none. */
    static List<String> examples() throws IOException {
        Path models = TRAINER.resolve(Path.of("target", "models"));
        Path examples = TRAINER.resolve("examples");
        try (Stream<Path> files = Files.list(examples)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(name -> Files.exists(models.resolve(name + ".onnx")))
                    .sorted()
                    .toList();
            Assumptions.assumeFalse(
                    names.isEmpty(),
                    () -> "no model of an example is in " + models + "; run ./mvnw verify -pl trainer -am");
            return names;
        }
    }

    /** An example, whose data is made up and so is always at hand. */
    static Trained example(String name) {
        return new Trained("examples", name);
    }

    /** Skips the test where the real data is not at hand. */
    static Trained on(String dataSet) {
        Path data = Optional.ofNullable(System.getenv("EDDY_DATA"))
                .map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data"));
        Assumptions.assumeTrue(
                Files.isDirectory(data.resolve(dataSet)),
                () -> "the data set " + dataSet + " is not in " + data + "; set EDDY_DATA to the folder that holds it");
        return new Trained("experiments", dataSet);
    }

    Path model() throws IOException {
        Path fitted = TRAINER.resolve(Path.of("target", "models", name + ".onnx"));
        if (!Files.exists(fitted)) {
            Files.createDirectories(fitted.getParent());
            trainer("train", experiment.toString(), "--out=" + fitted);
        }
        return fitted;
    }

    /** The test recordings, in the order of their names. */
    List<Recording> recordings() throws IOException {
        Path folder = folder();
        if (!Files.exists(folder.resolve("labels.csv"))) {
            Files.createDirectories(folder);
            trainer("dataset", experiment.toString(), "--split=test", "--out=" + folder);
        }
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !file.endsWith("labels.csv"))
                    .sorted()
                    .forEach(file -> recordings.addAll(Recordings.read(file, ReadOptions.DEFAULT)));
        }
        return recordings;
    }

    /** The label of each test recording that has one from its first to its last sample. */
    Map<String, String> labels() throws IOException {
        Map<String, String> labels = new HashMap<>();
        for (String line : Files.readAllLines(folder().resolve("labels.csv"))) {
            String[] cells = line.split(",", -1);
            labels.put(cells[0], cells[1]);
        }
        return labels;
    }

    /** Where the trainer's tests have left the recordings, else a folder of this module. */
    private Path folder() {
        Path left = TRAINER.resolve(Path.of("target", "recordings", name));
        return Files.exists(left.resolve("labels.csv"))
                ? left
                : Path.of("target", "recordings", name).toAbsolutePath();
    }

    private static void trainer(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx2g", "-cp"));
        command.add(TRAINER.resolve(Path.of("target", "classes")) + ":"
                + Files.readString(TRAINER.resolve(Path.of("target", "classpath"))));
        command.add("dev.eddy.trainer.Main");
        command.addAll(List.of(args));
        try (JavaProcess process = ChildProcess.java("trainer", TRAINER, command)) {
            assertThat(process.exitCode(PATIENCE)).as("see " + process.log()).isZero();
        }
    }
}
