package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of epochs that are given in the place of those in the manifest. */
class RuleOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModelAndRecording() throws IOException {
        Files.write(folder.resolve("vibration.onnx"), ShippedModel.vibration());
        Files.writeString(folder.resolve("pump.csv"), "x,y,z\n" + "0.1,0.2,0.3\n".repeat(450));
    }

    @Test
    void shouldEndEpochsByTheRuleThatIsGiven() {
        assertThat(score("--epochs", "every:200")).as(err.toString()).isZero();

        assertThat(out.toString().lines())
                .extracting(line -> line.replaceAll(
                        ".*\"epoch\":(\\d+),\"step\":(\\d+),.*\"flags\":(.*),\"began\":\"(\\w+)\".*", "$1.$2 $3 $4"))
                .containsExactly(
                        "0.0 [\"FIRST_OF_EPOCH\"] FIRST",
                        "0.1 [] FIRST",
                        "1.0 [\"FIRST_OF_EPOCH\"] DURATION",
                        "1.1 [] DURATION");
    }

    @Test
    void shouldRefuseARuleThatTheModelWasNotFittedFor() {
        assertThat(score("--epochs", "never")).isEqualTo(1);

        assertThat(err.toString()).contains("the model expects a state that begins anew with each epoch");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoRule() {
        assertThat(score("--epochs", "sometimes")).isEqualTo(1);

        assertThat(err.toString()).contains("the rules of epochs must be never, or marks", "sometimes");
    }

    private int score(String... more) {
        String[] args = Stream.concat(
                        Stream.of(
                                "score",
                                "--json",
                                "--rate=1000",
                                "--model=" + folder.resolve("vibration.onnx"),
                                "--input=" + folder.resolve("pump.csv")),
                        Stream.of(more))
                .toArray(String[]::new);
        Surroundings surroundings = Surroundings.of(Map.of(), args);
        return CommandTree.execute(
                CommandTree.of(surroundings).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                surroundings,
                args);
    }
}
