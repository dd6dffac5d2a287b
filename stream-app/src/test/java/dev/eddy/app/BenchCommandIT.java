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

    private static final List<String> DESIGNS =
            List.of("pass-through", "naive", "naive + cache", "eddy", "model alone");

    @Test
    void shouldCompareDesignsThatAreAllRight(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        StringWriter out = new StringWriter();

        int exitCode =
                execute(out, "bench", "--rounds", "1", "--keys", "20", "--windows", "3", "--json", json.toString());

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(1 + DESIGNS.size());
        for (int i = 0; i < DESIGNS.size(); i++) {
            assertThat(lines.get(1 + i)).startsWith(DESIGNS.get(i) + " ").contains("right; ");
        }
        JsonNode rounds = new ObjectMapper().readTree(json.toFile()).path("rounds");
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
