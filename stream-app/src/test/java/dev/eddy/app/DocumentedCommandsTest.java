package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whoever copies a command out of the documents must not be told that there is no such option. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");

    /** The launcher gives these to the trainer, which has a test like this one. */
    private static final Set<String> OF_TRAINER = Set.of("train", "evaluate", "crossval", "search", "table", "dataset");

    /** A command that stands in a line of its own, without the remark behind it. */
    private static final Pattern LINE = Pattern.compile("(?m)^ {4}\\./eddy ([^#>\n]*)");

    /** A command that is spoken of. */
    private static final Pattern MENTION = Pattern.compile("`\\./eddy ([a-z][a-z-]*)");

    static List<String> lines() {
        return found(LINE).filter(line -> !OF_TRAINER.contains(first(line))).toList();
    }

    private static Stream<String> found(Pattern pattern) {
        return Stream.of("", "stream-app", "trainer", "schemas", "k8s")
                .map(folder -> ROOT.resolve(folder).resolve("README.md"))
                .filter(Files::exists)
                .flatMap(file -> pattern.matcher(text(file)).results().map(match -> match.group(1)
                        .strip()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(String line) {
        return List.of(line.split("\\s+", 2)).get(0);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldUnderstand(String line) {
        String[] args = line.split("\\s+", -1);
        CommandLine commands = CommandTree.of(Surroundings.of(Map.of(), args));

        assertThatCode(() -> commands.parseArgs(args)).doesNotThrowAnyException();
    }

    @Test
    void shouldHaveEveryCommandThatIsSpokenOf() {
        Set<String> known =
                CommandTree.of(Surroundings.of(Map.of())).getSubcommands().keySet();

        assertThat(found(MENTION))
                .hasSizeGreaterThan(5)
                .allMatch(command -> known.contains(command) || OF_TRAINER.contains(command));
    }
}
