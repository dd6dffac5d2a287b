package dev.eddy.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.app.ShippedModel;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Tryout;
import dev.eddy.topology.Likeness;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the admin port says of the models. */
class ModelsAtWorkTest {

    private static final ModelId ONE = new ModelId("vibration", "1", "ab");
    private static final ModelId TWO = new ModelId("vibration", "2", "cd");
    private static final Tryout TENTH = new Tryout(TWO, 0.1, "predictions.shadow", Tryout.Limits.USUAL);

    private final ModelManifest first = ModelFile.of(ShippedModel.vibration()).manifest();
    private final ModelManifest second =
            ManifestJson.read(ManifestJson.write(first).replace("\"version\" : \"1\"", "\"version\" : \"2\""));
    private final ModelsAtWork atWork = new ModelsAtWork();
    private final ModelDocument document = new ModelDocument(
            first,
            atWork,
            it -> Optional.ofNullable(Map.of(ONE, first, TWO, second).get(it)));

    @Test
    void shouldShowTheModelThatScoresMostPartitions() throws Exception {
        assertThat(said().path("version").asText()).isEqualTo("1");

        atWork.scores(0, ONE, Optional.empty());
        atWork.scores(1, TWO, Optional.empty());
        atWork.scores(2, TWO, Optional.empty());
        assertThat(said().path("version").asText()).isEqualTo("2");
        assertThat(atWork.scoring()).isEqualTo(Map.of(ONE, 1L, TWO, 2L));

        atWork.left(1);
        atWork.left(2);
        assertThat(said().path("version").asText()).isEqualTo("1");
    }

    @Test
    void shouldShowHowACandidateDoesBesideIt() throws Exception {
        atWork.scores(0, ONE, Optional.of(TENTH));
        atWork.scores(1, ONE, Optional.of(TENTH));
        atWork.compared(new Likeness(TWO, false, true, 0.25f, 3_000_000, 1_000_000));
        atWork.compared(new Likeness(TWO, false, false, 0.5f, 5_000_000, 2_000_000));
        atWork.compared(new Likeness(TWO, true, true, Float.NaN, 1_000_000, 3_000_000));
        atWork.compared(new Likeness(TWO, false, true, 0, 3_000_000, 2_000_000));

        JsonNode shadow = said().path("shadow");
        assertThat(shadow.path("version").asText()).isEqualTo("2");
        assertThat(shadow.path("partitions").asInt()).isEqualTo(2);
        assertThat(shadow.path("windows").asInt()).isEqualTo(4);
        assertThat(shadow.path("failures").asInt()).isEqualTo(1);
        assertThat(shadow.path("agreement").asDouble()).isEqualTo(0.75);
        assertThat(shadow.path("largestDifference").asDouble()).isEqualTo(0.5);
        assertThat(shadow.path("latencyMillis").asDouble()).isEqualTo(3);
        assertThat(shadow.path("presentLatencyMillis").asDouble()).isEqualTo(2);
    }

    @Test
    void shouldForgetACandidateOnceItsTrialIsOver() throws Exception {
        atWork.scores(0, ONE, Optional.of(TENTH));
        assertThat(said().has("shadow")).isTrue();

        atWork.scores(0, ONE, Optional.empty());

        assertThat(said().has("shadow")).isFalse();
        assertThat(atWork.tried()).isEmpty();
    }

    private JsonNode said() throws Exception {
        return new ObjectMapper().readTree(document.get());
    }
}
