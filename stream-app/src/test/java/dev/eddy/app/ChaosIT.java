package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some minutes of a campaign of faults, of every kind that the machine has the tools for; the long one is a command. It
 * runs beside other tests.
 */
class ChaosIT {

    private static final List<String> SMALL =
            List.of("chaos", "--keys", "300", "--partitions", "4", "--instances", "2", "--rate", "300", "--idle", "0s");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEveryPredictionOnceWhateverHappens() throws IOException {
        JsonNode figures = campaign("--seed=20", "--faults=26");

        assertThat(figures.path("trials")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(figures.path("total").path("windows").asLong()).isGreaterThan(30_000);
        assertThat(figures.path("total").path("deadLetters").asLong()).isPositive();
        assertThat(figures.path("total").path("duplicates").asLong()).isZero();
        assertThat(figures.path("trials"))
                .filteredOn(trial -> trial.path("fault").asText().equals("MODEL_SWITCH"))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.path("what").asText()).contains("rolled back"));
        assertThat(figures.path("shadowed").asLong()).isPositive();
    }

    @Test
    void shouldMissNothingWhereRepetitionsAreAllowed() throws IOException {
        JsonNode figures = campaign("--seed=21", "--faults=2", "--only=kill,term", "--guarantee=at_least_once");

        assertThat(figures.path("trials")).hasSize(2);
        assertThat(figures.path("total").path("missing").asLong()).isZero();
    }

    /** It ends with 0 only if nothing was missing or wrong, and nothing twice that must not be. */
    private JsonNode campaign(String... more) throws IOException {
        Path json = folder.resolve("figures.json");
        List<String> args = new ArrayList<>(SMALL);
        args.addAll(List.of(more));
        args.add("--json=" + json);

        Said said = Said.by(Map.of(), args.toArray(String[]::new));

        assertThat(said.exitCode()).as(said.text()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }
}
