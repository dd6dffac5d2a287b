package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandIT {

    private static final List<String> DESIGNS = List.of("pass-through", "eddy", "model alone");

    @Test
    void shouldCompareDesignsThatAreAllRight(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        StringWriter out = new StringWriter();

        int exitCode = execute(
                out,
                "bench",
                "--designs=pass-through,eddy,model-alone",
                "--rounds=1",
                "--warm-up=1",
                "--keys=20",
                "--windows=60",
                "--json=" + json);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo("model vibration, 20 keys, 3 windows each, 32 samples in an event");
        for (int i = 0; i < DESIGNS.size(); i++) {
            assertThat(lines.get(2 + i)).startsWith(DESIGNS.get(i) + " ").contains("right; ");
        }
        assertThat(lines.get(2 + DESIGNS.size())).startsWith("eddy: ").contains("additive ceiling");
        JsonNode rounds = new ObjectMapper().readTree(json.toFile()).path(0).path("rounds");
        assertThat(rounds).hasSize(1);
        assertThat(rounds.path(0))
                .hasSize(DESIGNS.size())
                .allMatch(it -> it.path("windowsPerSecond").asDouble() > 0);
        assertThat(exitCode).isZero();
    }

    @Test
    void shouldRehearseTheCheckOfAGpuOnTheProcessor(@TempDir Path folder) throws IOException {
        StringWriter out = new StringWriter();
        Path model = BenchServers.shippedModel(folder);

        int exitCode = execute(out, "gpu-check", "--device=cpu", "--short", model.toString());

        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("| batch | cpu: windows/s, median (min–max) |")
                .containsPattern("\\| 4 \\| 40 \\|.*\\| yes \\|")
                .contains("| device memory |")
                .containsPattern("(?m)^eddy .* right; ")
                .endsWith("all of it ran\n");
    }

    /** Each key counts once for each switch; the first four do not count. */
    @Test
    void shouldMeasureTheLongestGapOfEveryKeyWithAndWithoutASwitch() {
        StringWriter out = new StringWriter();

        int exitCode = execute(out, "pauses", "--keys=4", "--rate=40", "--switches=2", "--every=1s");

        List<String> lines = out.toString().lines().toList();
        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(lines)
                .filteredOn(line -> line.matches("(forwarded|committed) +a switch +8 .*"))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.matches("(forwarded|committed) +no switch +8 .*"))
                .hasSize(2);
    }

    private static int execute(StringWriter out, String... args) {
        Surroundings surroundings = Surroundings.of(Map.of(), args);
        return CommandTree.execute(CommandTree.of(surroundings).setOut(new PrintWriter(out, true)), surroundings, args);
    }
}
