package dev.eddy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private static final ModelManifest MANIFEST =
            new FakeModel(new SignalSpec(1, 1000), WindowSpec.tumbling(2), "2", 1).manifest();

    private final byte[] graph = new byte[ModelHead.PIECE * 2 + 5];
    private final ModelFile file;
    private final ModelHead head;
    private final Catalog catalog = new Catalog();

    CatalogTest() {
        new Random(1).nextBytes(graph);
        file = ModelFile.of(graph, MANIFEST);
        head = ModelHead.of(file, List.of("1"), "2026-01-31T12:00:00Z");
    }

    @Test
    void exampleUsage() {
        pieces(graph);

        Optional<ModelHead> complete = catalog.accept("fake/2", Json.bytes(head));

        assertThat(complete).hasValue(head);
        assertThat(catalog.take(head).graph()).isEqualTo(graph);
    }

    @Test
    void shouldRefuseAModelWhosePiecesAreNotAllThere() {
        pieces(graph);
        catalog.accept("fake/2/1", null);
        catalog.accept("fake/2", Json.bytes(head));

        refused("its pieces must come to 1048581 bytes but come to 524293");
    }

    @Test
    void shouldRefuseAModelOfAnotherHash() {
        byte[] other = graph.clone();
        other[77]++;
        pieces(other);
        catalog.accept("fake/2", Json.bytes(head));

        refused("it must be fake 2 (" + head.id().sha256().substring(0, 12) + ") as its head says but is fake 2 (");
    }

    @Test
    void shouldRefuseAModelThatBelongsToAnotherManifest() {
        ModelHead wrong = new ModelHead(
                new ModelId("fake", "3", head.id().sha256()),
                head.bytes(),
                head.pieces(),
                head.manifest(),
                List.of(),
                "",
                "",
                false);
        pieces(graph);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.accept("fake/2", Json.bytes(wrong)))
                .withMessageContaining("must have its key but has fake/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"id\":null}",
                "{\"id\":{\"name\":\"../x\",\"version\":\"1\",\"sha256\":\"\"}}",
                "{\"id\":{\"name\":\"fake\",\"version\":\"2\",\"sha256\":\"\"},\"bytes\":-1}",
                "{\"id\":{\"name\":\"fake\",\"version\":\"2\",\"sha256\":\"\"},\"bytes\":9000000000000,\"pieces\":1}"
            })
    void shouldRefuseHeadsThatAreNone(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.accept("fake/2", json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("the head of a model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/d", "//////"})
    void shouldRefuseKeysOfNothing(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.accept(key, new byte[1]))
                .withMessageContaining("must have the key NAME");
    }

    @Test
    void shouldKnowWhatWasPromotedAndWhatBefore() {
        History.Promotion one = promotion("1", "signals");
        History.Promotion two = promotion("2", "signals");
        History.Promotion again = promotion("2", "signals");
        History history =
                History.NONE.plus(one).plus(promotion("9", "noise")).plus(two).plus(again);
        catalog.accept("fake", Json.bytes(history));

        assertThat(catalog.history("fake")).isEqualTo(history);
        assertThat(history.last("signals")).hasValue(again);
        assertThat(history.before("signals")).hasValue(one);
        assertThat(history.before("noise")).isEmpty();
    }

    @Test
    void shouldTellWhichModelsAreToBeHad() {
        catalog.accept("fake/2", Json.bytes(head));
        assertThat(catalog.require("fake", "2")).isEqualTo(head);

        catalog.accept("fake/2", Json.bytes(head.retire()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.require("fake", "2"))
                .withMessageContaining("was retired");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.require("fake", "3"))
                .withMessageContaining("there are [fake/2]");
    }

    @Test
    void shouldNeedTheModelBeforeUntilADualRunIsOver() {
        History dual = History.NONE.plus(promotion("1", "signals")).plus(promotion("2", "signals", 10));
        Instant going = Instant.ofEpochMilli(9);

        assertThat(dual.neededIn(model("1"), going)).hasValue(promotion("2", "signals", 10));
        assertThat(dual.neededIn(model("2"), going)).isEmpty();
        assertThat(dual.neededIn(model("3"), going)).isEmpty();
        assertThat(dual.neededIn(model("1"), Instant.ofEpochMilli(10))).isEmpty();
        assertThat(dual.plus(promotion("3", "signals")).neededIn(model("1"), going))
                .isEmpty();
        assertThat(dual.plus(promotion("3", "noise")).neededIn(model("1"), going))
                .isPresent();
        assertThat(History.read(Json.bytes(dual))).isEqualTo(dual);
    }

    @Test
    void shouldNeedEveryModelInADualRunWithOneThatNobodyPromoted() {
        History dual = History.NONE.plus(promotion("2", "signals", 10));

        assertThat(dual.neededIn(model("1"), Instant.ofEpochMilli(9))).isPresent();
        assertThat(dual.neededIn(model("2"), Instant.ofEpochMilli(9))).isEmpty();
    }

    private static ModelId model(String version) {
        return new ModelId("fake", version, "ab");
    }

    private static History.Promotion promotion(String version, String signals) {
        return promotion(version, signals, 0);
    }

    private static History.Promotion promotion(String version, String signals, long untilMillis) {
        StatePolicy policy = untilMillis > 0 ? StatePolicy.DUAL_RUN : StatePolicy.RESET;
        return new History.Promotion(
                model(version), policy, "2026-01-31T12:00:00Z", signals, Map.of(0, 7L), untilMillis);
    }

    private void pieces(byte[] bytes) {
        for (int i = 0; i < 3; i++) {
            int from = i * ModelHead.PIECE;
            catalog.accept(
                    "fake/2/" + i, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + ModelHead.PIECE)));
        }
    }

    private void refused(String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.take(head))
                .withMessageContaining(reason);
    }
}
