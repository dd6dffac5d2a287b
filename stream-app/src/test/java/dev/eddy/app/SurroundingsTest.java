package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    private static final Set<String> OPTIONS = Set.of("topic", "bootstrap-servers", "config");

    @TempDir
    Path folder;

    @Test
    void shouldLetTheEnvironmentWinOverTheFile() throws IOException {
        Path file = Files.write(folder.resolve("eddy.properties"), List.of("topic=file", "bootstrap-servers=file:1"));

        Surroundings surroundings = Surroundings.of(Map.of("EDDY_TOPIC", "env"), "watch", "--config", file.toString());

        assertThat(surroundings.value("topic")).contains("env");
        assertThat(surroundings.source("topic")).contains("EDDY_TOPIC");
        assertThat(surroundings.value("bootstrap-servers")).contains("file:1");
        assertThat(surroundings.source("bootstrap-servers")).contains(file.toString());
        assertThat(surroundings.value("key")).isEmpty();
        assertThat(surroundings.source("key")).isEmpty();
    }

    @Test
    void shouldFindTheFileInAFlagOrInTheEnvironment() throws IOException {
        Path file = Files.write(folder.resolve("eddy.properties"), List.of("topic=file"));

        assertThat(Surroundings.of(Map.of(), "--config=" + file, "watch").value("topic"))
                .contains("file");
        assertThat(Surroundings.of(Map.of("EDDY_CONFIG", file.toString()), "watch")
                        .value("topic"))
                .contains("file");
    }

    @Test
    void shouldHandEverythingOfKafkaOn() throws IOException {
        Path file = Files.write(folder.resolve("eddy.properties"), List.of("kafka.linger.ms=7", "kafka.acks=1"));

        Surroundings surroundings = Surroundings.of(Map.of("KAFKA_ACKS", "all"), "--config", file.toString());

        assertThat(surroundings.kafka()).isEqualTo(Map.of("linger.ms", "7", "acks", "all"));
    }

    @Test
    void shouldReportEveryNameThatIsNoOptionWithTheNearestOne() throws IOException {
        Path file = Files.write(folder.resolve("eddy.properties"), List.of("topik=a", "kafka.anything=b", "topic=c"));
        Map<String, String> environment = Map.of(
                "EDDY_BOOTSTRAP_SERVER", "x", "EDDY_TOPIC", "y", "PATH", "z", "EDDY_JAVA_OPTS", "a", "EDDY_DATA", "b");

        Surroundings surroundings = Surroundings.of(environment, "--config", file.toString());

        assertThat(surroundings.problems(OPTIONS))
                .containsExactly(
                        "environment variable 'EDDY_BOOTSTRAP_SERVER' must name an option but names none; the nearest is"
                                + " 'EDDY_BOOTSTRAP_SERVERS': correct it or take it out",
                        file
                                + ": property 'topik' must name an option but names none; the nearest is 'topic': correct it"
                                + " or take it out");
    }

    @Test
    void shouldSayThatTheFileIsMissing() {
        Path missing = folder.resolve("missing.properties");

        assertThatThrownBy(() -> Surroundings.of(Map.of(), "--config", missing.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the properties file " + missing + " cannot be read");
    }

    @Test
    void shouldMaskSecretsWhereverTheyStand() {
        assertThat(Secrets.masked("kafka.sasl.jaas.config", "x")).isEqualTo("***");
        assertThat(Secrets.masked("schema-registry-user-info", "me:x")).isEqualTo("***");
        assertThat(Secrets.masked("ssl.key.password", "x")).isEqualTo("***");
        assertThat(Secrets.masked("schema-registry", "http://me:x@host:8081")).isEqualTo("http://***@host:8081");
        assertThat(Secrets.masked("topic", "signals")).isEqualTo("signals");
        assertThat(Secrets.masked("", "Module required username=\"me\" password=\"a b\"; was wrong"))
                .isEqualTo("Module required username=\"me\" password=***; was wrong");
    }
}
