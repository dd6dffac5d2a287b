package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies a command out of the documents must not be told that there is no such option or file. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND =
            Pattern.compile("\\./eddy ((?:train|evaluate|crossval|search|table|dataset) [^#`\n]*)");

    static List<String> commands() {
        return Stream.of("README.md", "trainer/README.md", "stream-app/README.md")
                .map(ROOT::resolve)
                .flatMap(file -> COMMAND.matcher(text(file)).results())
                .map(match -> match.group(1).strip())
                .distinct()
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldUnderstand(String command) {
        String[] args = command.split("\\s+", -1);

        assertThatCode(() -> Main.commands().parseArgs(args)).doesNotThrowAnyException();
        assertThat(Arrays.stream(args).filter(it -> it.startsWith("trainer/") && !it.contains("NAME")))
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }
}
