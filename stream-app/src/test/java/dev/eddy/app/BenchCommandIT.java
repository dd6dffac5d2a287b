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

    private static int execute(StringWriter out, String... args) {
        Surroundings surroundings = Surroundings.of(Map.of(), args);
        return CommandTree.execute(CommandTree.of(surroundings).setOut(new PrintWriter(out, true)), surroundings, args);
    }
}
