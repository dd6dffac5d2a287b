package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash completes by what the command prints. */
class CompletionTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeTheScript() throws IOException {
        Said said = Said.by(Map.of(), "completion");
        assertThat(said.exitCode()).isZero();
        Files.writeString(folder.resolve("eddy.bash"), said.text());
        Files.writeString(folder.resolve("trainer.bash"), """
                _picocli_eddy_trainer_train() { :; }
                _complete_eddy_trainer() {
                  if (( COMP_CWORD == 1 )); then COMPREPLY=(train table); else COMPREPLY=(--resume); fi
                }
                """);
    }

    @Test
    void shouldCompleteCommandsOptionsAndValues() throws Exception {
        assertThat(completed("eddy.bash", "eddy", "prod")).containsExactly("produce");
        assertThat(completed("eddy.bash", "eddy", "run", "--mod")).containsExactly("--model", "--model-topic");
        assertThat(completed("eddy.bash", "eddy", "chaos", "--only", "BROKER_K"))
                .containsExactly("BROKER_KILL");
    }

    @Test
    void shouldCompleteTheTrainersCommandsWhereTheyAreKnown() throws Exception {
        assertThat(completed("trainer.bash eddy.bash", "eddy", "")).contains("train", "table", "run", "watch");
        assertThat(completed("trainer.bash eddy.bash", "eddy", "train", "--")).containsExactly("--resume");
        assertThat(completed("trainer.bash eddy.bash", "eddy", "watch", "--top"))
                .containsExactly("--topic");
    }

    /** What bash offers for the last word. */
    private static List<String> completed(String scripts, String... words) throws Exception {
        String script = Arrays.stream(scripts.split(" ", -1))
                        .map("source %s\n"::formatted)
                        .collect(Collectors.joining())
                + "compopt() { :; }\n"
                + Arrays.stream(words).map("'%s'"::formatted).collect(Collectors.joining(" ", "COMP_WORDS=(", ")\n"))
                + "COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))\n"
                + "_complete_eddy; printf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var reader = bash.inputReader()) {
            return reader.lines().toList();
        }
    }
}
