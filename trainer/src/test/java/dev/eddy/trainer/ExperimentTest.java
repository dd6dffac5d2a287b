package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.ConfigException;
import dev.eddy.trainer.topic.TopicSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {

    private static final Path ROOT = Path.of(System.getProperty("eddy.root", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"uci-har", "fsdd", "vibration"})
    void shouldReadEveryExperimentThatIsShipped(String name) {
        Experiment experiment = shipped(name);

        assertThat(experiment.name()).isEqualTo(name);
        assertThat(experiment.network()).hasSizeGreaterThan(5);
        assertThat(experiment.test()).isNotEmpty();
    }

    @Test
    void shouldReadEveryField() {
        Experiment experiment = shipped("vibration");

        assertThat(experiment.version()).isEqualTo("1");
        assertThat(experiment.seed()).isEqualTo(1);
        assertThat(experiment.threads()).isEqualTo(1);
        assertThat(experiment.window()).isEqualTo(new WindowSpec(100, 100, 0, 10));
        assertThat(experiment.examples().excerpts().steps()).isEqualTo(50);
        assertThat(experiment.fit().batches().size()).isEqualTo(16);
        assertThat(experiment.test()).containsOnlyKeys("streamed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {rate: 8000, length: 40ms}                                   | 320 | 320 | 0  | 0
                    {rate: 8000, length: 40 ms, hop: 20ms, lead: 125us}          | 320 | 160 | 1  | 0
                    {rate: 50, length: 2.56s, maxGap: 0.2s}                      | 128 | 128 | 0  | 10
                    {rate: 0.5, length: 1min, lead: 4}                           | 30  | 30  | 4  | 0
                    """)
    void shouldTakeDurationsForSamples(String window, int length, int hop, int lead, int maxGap, @TempDir Path folder)
            throws IOException {
        String text = Files.readString(ROOT.resolve("trainer/experiments/vibration.yaml"))
                .replaceFirst("(?m)^window: .*$", "window: " + window);
        Path file = Files.writeString(folder.resolve("durations.yaml"), text);

        assertThat(Experiment.read(file).window()).isEqualTo(new WindowSpec(length, hop, lead, maxGap));
    }

    @Test
    void shouldLookForDataWhereTheUserSaysThenInTheEnvironmentThenBesideTheExperiment() {
        Experiment experiment = shipped("fsdd");
        Map<String, String> environment = Map.of("EDDY_DATA", "/environment");

        assertThat(experiment.folder(Optional.of(Path.of("/given")), environment))
                .isEqualTo(Path.of("/given"));
        assertThat(experiment.folder(Optional.empty(), environment)).isEqualTo(Path.of("/environment"));
        assertThat(experiment.folder(Optional.empty(), Map.of()))
                .isEqualTo(ROOT.resolve("../shared/data").toAbsolutePath().normalize());
    }

    @Test
    void shouldLookForOwnRecordingsWhereTheExperimentSaysFirst(@TempDir Path folder) throws IOException {
        String text = Files.readString(ROOT.resolve("trainer/experiments/vibration.yaml"))
                .replaceAll("(?m)^data:.*", "data: {set: recordings, folder: mine, path: pumps}");
        Experiment experiment = Experiment.read(Files.writeString(folder.resolve("vibration.yaml"), text));
        Map<String, String> environment = Map.of("EDDY_DATA", "/environment");

        assertThat(experiment.folder(Optional.empty(), environment)).isEqualTo(folder.resolve("mine"));
        assertThat(experiment.folder(Optional.of(Path.of("/given")), environment))
                .isEqualTo(Path.of("/given"));
    }

    @Test
    void shouldTakeSeedAndThreadsFromTheCommandLine() {
        Experiment experiment = shipped("fsdd").with(Optional.of(7), Optional.of(3));

        assertThat(experiment.seed()).isEqualTo(7);
        assertThat(experiment.threads()).isEqualTo(3);
        assertThat(experiment.with(Optional.empty(), Optional.empty())).isEqualTo(experiment);
    }

    @Test
    void shouldReadATopicAsSourceAndRefuseGapsThatServingTreatsOtherwise(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(ROOT.resolve("trainer/experiments/vibration.yaml"));
        String topic =
                "data: {set: topic, topic: signals, bootstrap: \"localhost:9092\", registry: REGISTRY, maxGap: 10}";
        String good = shipped.replaceAll("(?m)^data: .*", topic.replace("REGISTRY", "\"http://localhost:8081\""));
        Path file = folder.resolve("topic.yaml");

        Files.writeString(file, good);
        assertThat(Experiment.read(file).data().source()).isInstanceOf(TopicSource.class);

        Files.writeString(
                file, good.replace("maxGap: 10}\n\n#", "maxGap: 9}\n\n#").replace("http:", "gopher:"));
        assertThatThrownBy(() -> Experiment.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.maxGap must be window.maxGap, 10, so that gaps are treated as when serving")
                .hasMessageContaining("data.registry: ");
    }

    private static Experiment shipped(String name) {
        return Experiment.read(ROOT.resolve("trainer/experiments/" + name + ".yaml"));
    }
}
