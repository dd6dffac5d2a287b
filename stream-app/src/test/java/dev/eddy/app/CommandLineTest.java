package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"produce", "watch", "broker", "dead-letters", "describe", "inspect", "bench"})
    void shouldHelp(String command) {
        assertThat(execute(Map.of(), command, "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: eddy " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldDescribeEveryOptionInAFormatThatCanBePrinted() {
        assertThat(options(line(Map.of()).getCommandSpec()))
                .hasSizeGreaterThan(100)
                .allSatisfy(option -> assertThat(written(option))
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(String.format(text)).isNotBlank()));
    }

    /** The description in the code: picocli hands out what it made of it. */
    private static String[] written(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement element && element.isAnnotationPresent(Option.class)
                ? element.getAnnotation(Option.class).description()
                : option.description();
    }

    private static Stream<OptionSpec> options(CommandSpec command) {
        return Stream.concat(
                command.options().stream(),
                command.subcommands().values().stream().flatMap(below -> options(below.getCommandSpec())));
    }

    @Test
    void shouldListItsCommandsButNotTheHiddenOnes() {
        assertThat(execute(Map.of(), "--help")).isZero();

        assertThat(out.toString())
                .contains("produce", "watch", "broker  ")
                .doesNotContain("broker-node", "run-troubled", "bench-contender");
    }

    @Test
    void shouldSuggestTheNearestCommandAndOption() {
        assertThat(execute(Map.of(), "produse")).isEqualTo(2);
        assertThat(err.toString()).contains("produce");

        assertThat(execute(Map.of(), "watch", "--topik", "a")).isEqualTo(2);
        assertThat(err.toString()).contains("--topic");
    }

    @Test
    void shouldWantACommand() {
        assertThat(execute(Map.of())).isEqualTo(2);

        assertThat(err.toString()).contains("a command is missing").contains("Try 'eddy --help'.");
    }

    @Test
    void shouldRefuseAnEnvironmentThatNamesNoOption() {
        assertThat(execute(Map.of("EDDY_TOPPIC", "a", "EDDY_KEYY", "b"), "watch"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("'EDDY_TOPIC'").contains("'EDDY_KEY'");
    }

    @Test
    void shouldTakeDefaultsFlagsEnvironmentAndFileInThatOrder(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("eddy.properties"), List.of("topic=file", "chunk=7", "rate=8000", "kafka.acks=1"));
        Map<String, String> environment = Map.of("EDDY_TOPIC", "env", "EDDY_CHUNK", "20ms", "KAFKA_LINGER_MS", "3");

        String inForce =
                inForce(environment, "produce", "--input", "a.wav", "--config", file.toString(), "--topic", "flag");

        assertThat(inForce)
                .containsPattern("topic +flag  \\(flag\\)")
                .containsPattern("chunk +ChunkLength.*\\(EDDY_CHUNK\\)")
                .containsPattern("rate +8000.0  \\(" + file + "\\)")
                .containsPattern("encoding +F32LE  \\(default\\)")
                .containsPattern("end-of-event +true  \\(default\\)");
    }

    @Test
    void shouldSwitchTheEndOfEventOff() {
        assertThat(inForce(Map.of(), "produce", "--input", "a.wav", "--no-end-of-event"))
                .containsPattern("end-of-event +false  \\(flag\\)");
        assertThat(inForce(Map.of(), "produce", "--input", "a.wav", "--end-of-event"))
                .containsPattern("end-of-event +true  \\(flag\\)");
        assertThat(inForce(Map.of("EDDY_END_OF_EVENT", "false"), "produce", "--input", "a.wav"))
                .containsPattern("end-of-event +false  \\(EDDY_END_OF_EVENT\\)");
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(inForce(Map.of("EDDY_SCHEMA_REGISTRY_USER_INFO", "me:hush"), "watch"))
                .containsPattern("schema-registry-user-info +\\*\\*\\*")
                .doesNotContain("hush");
        Map<String, String> environment =
                Map.of("KAFKA_SASL_JAAS_CONFIG", "Module required password=\"hush\";", "KAFKA_ACKS", "all");
        assertThat(inForce(environment, "watch", "--kafka", "ssl.key.password=hush", "--kafka", "acks=1"))
                .containsPattern("kafka.sasl.jaas.config +\\*\\*\\*  \\(environment or file\\)")
                .containsPattern("kafka.ssl.key.password +\\*\\*\\*  \\(flag\\)")
                .containsPattern("kafka.acks +1  \\(flag\\)")
                .doesNotContain("hush", "kafka.acks                   all");
    }

    @Test
    void shouldHandSettingsOfTheRegistryToItsClientAlone() {
        KafkaOptions options = new KafkaOptions(Map.of("schema.registry.ssl.truststore.type", "PEM", "acks", "1"));

        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("kafka", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs();

        assertThat(options.target().given()).isEqualTo(Map.of("acks", "1"));
        assertThat(options.target().registry().settings()).isEqualTo(Map.of("ssl.truststore.type", "PEM"));
    }

    @Test
    void shouldLetFlagsOfKafkaWin() {
        KafkaOptions options = new KafkaOptions(Map.of("acks", "1", "linger.ms", "3"));

        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("kafka", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--kafka", "acks=all", "--kafka", "a=b");

        assertThat(options.target().client(Map.of("acks", "0", "ours", 1)))
                .isEqualTo(Map.of(
                        "acks", "all", "linger.ms", "3", "a", "b", "ours", 1, "bootstrap.servers", "localhost:9092"));
    }

    @Test
    void shouldFailWithTheReasonAlone(@TempDir Path folder) {
        Path missing = folder.resolve("missing.wav");

        assertThat(execute(Map.of(), "produce", "--input", missing.toString())).isEqualTo(1);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines("eddy: " + missing + ": there is no such file; check the path");
        assertThat(out.toString()).isEmpty();
    }

    private int execute(Map<String, String> environment, String... args) {
        return CommandTree.execute(line(environment, args), Surroundings.of(environment, args), args);
    }

    private CommandLine line(Map<String, String> environment, String... args) {
        return CommandTree.of(Surroundings.of(environment, args))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }

    private String inForce(Map<String, String> environment, String... args) {
        ParseResult parsed = line(environment, args).parseArgs(args).subcommand();
        StringWriter text = new StringWriter();
        InForce.print(parsed, Surroundings.of(environment, args), new PrintWriter(text, true));
        return text.toString();
    }
}
