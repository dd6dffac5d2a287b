package dev.eddy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.inference.CudaSettings;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Placement;
import dev.eddy.topology.TopologySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PipelinesFileTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("pipelines.properties");
    }

    @Test
    void exampleUsage() throws IOException {
        Map<String, PipelineOptions> pipelines = read("""
                # two models listen to the same machines
                pump.model = pump.onnx
                pump.predictions = pump.predictions
                noise.model = noise.onnx
                noise.predictions = noise.predictions
                noise.grace = 200ms
                """, "--signals=machines");

        assertThat(pipelines).containsOnlyKeys("pump", "noise");
        assertThat(topics(pipelines, "pump").signals()).isEqualTo("machines");
        assertThat(topics(pipelines, "pump").predictions()).isEqualTo("pump.predictions");
        assertThat(topics(pipelines, "noise").shadow()).isEqualTo("noise.predictions.shadow");
        assertThat(topics(pipelines, "noise").bounds().grace()).isEqualTo(Duration.ofMillis(200));
        assertThat(topics(pipelines, "pump").bounds().grace()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldTakeFromTheEnvironmentWhatThePipelineDoesNotSay() throws IOException {
        Map<String, PipelineOptions> pipelines = read("pump.model = pump.onnx\n");

        assertThat(topics(pipelines, "pump").deadLetters()).isEqualTo("from.the.environment");
    }

    @Test
    void shouldGiveEachPipelineItsShareOfAGpu() throws IOException {
        Map<String, PipelineOptions> pipelines = read("""
                pump.device = cuda:1
                pump.device-weight = 2
                pump.device-memory = 2GiB
                pump.device-tf32 = true
                noise.device-tf32 = false
                """);

        assertThat(placement(pipelines, "pump").device()).hasToString("cuda:1");
        assertThat(placement(pipelines, "pump").gpu())
                .isEqualTo(new GpuUse(1e-3, 2, new CudaSettings(2L << 30, true, false)));
        assertThat(placement(pipelines, "noise").gpu()).isEqualTo(GpuUse.DEFAULT);
    }

    private static Placement placement(Map<String, PipelineOptions> pipelines, String name) {
        StreamOptions stream = new StreamOptions();
        Units.registerOn(new CommandLine(stream)).parseArgs();
        return requireNonNull(pipelines.get(name))
                .settings(name, ModelFile.of(ShippedModel.vibration()), stream)
                .placement();
    }

    @Test
    void shouldNameTheNearestOption() {
        assertThatThrownBy(() -> read("pump.modle = pump.onnx\n"))
                .hasMessageContaining("pump.modle must be the name of a pipeline, a dot and one of its options")
                .hasMessageContaining("the nearest is pump.model");
    }

    @Test
    void shouldRefuseWhatBelongsToTheWholeApp() {
        assertThatThrownBy(() -> read("pump.commit-every = 1s\n")).hasMessageContaining("pump.commit-every must be");
    }

    @Test
    void shouldSayWhichPipelineHasABadValue() {
        assertThatThrownBy(() -> read("pump.model = pump.onnx\npump.grace = soon\n"))
                .hasMessageContaining("pipeline pump: ")
                .hasMessageContaining("'soon'");
    }

    @Test
    void shouldRefuseAFileThatTellsNothing() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("must tell a pipeline but tells none");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        Said said = Said.by(
                Map.of(),
                "run",
                "--pipelines=" + file(),
                "--application-id=plant",
                "--bootstrap-servers=nowhere:9092",
                "--schema-registry=http://nowhere:8081");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.text()).contains("must be a properties file but cannot be read");
    }

    @Test
    void shouldAskForAnApplicationId() throws IOException {
        Path model = Path.of("src/main/resources/dev/eddy/app/vibration.onnx");
        Files.writeString(file(), "pump.model = " + model + "\n");

        Said said = Said.by(
                Map.of(),
                "run",
                "--pipelines=" + file(),
                "--bootstrap-servers=nowhere:9092",
                "--schema-registry=http://nowhere:8081");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.text()).contains("--pipelines must come with --application-id");
    }

    @Test
    void shouldStillAskForAModelWhereThereIsOnePipeline() {
        Said said =
                Said.by(Map.of(), "run", "--bootstrap-servers=nowhere:9092", "--schema-registry=http://nowhere:8081");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.text()).contains("Missing required option: '--model=FILE'");
    }

    private Map<String, PipelineOptions> read(String lines, String... args) throws IOException {
        Files.writeString(file(), lines);
        CommandLine eddy = CommandTree.of(Surroundings.of(Map.of("EDDY_DEAD_LETTERS", "from.the.environment")));
        String[] words = new String[args.length + 1];
        words[0] = "run";
        System.arraycopy(args, 0, words, 1, args.length);
        eddy.parseArgs(words);
        return PipelinesFile.read(file(), requireNonNull(eddy.getSubcommands().get("run")));
    }

    private static TopologySettings topics(Map<String, PipelineOptions> pipelines, String name) {
        return requireNonNull(pipelines.get(name)).topics(TopologySettings.Bounds.DEFAULT);
    }
}
