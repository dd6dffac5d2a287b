package dev.eddy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eddy.inference.ModelId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TryoutTest {

    private static final ModelId MODEL = new ModelId("fake", "2", "ab");

    @Test
    void exampleUsage() {
        Tryout tenth = tryout(0.1);
        ProducerRecord<byte[], byte[]> record = tenth.record("signals", 3);

        assertThat(record.partition()).isEqualTo(3);
        assertThat(Control.isIn(record.headers())).isTrue();
        assertThat(Switch.isIn(record.headers())).isFalse();
        assertThat(Tryout.isIn(record.headers())).isTrue();
        assertThat(Tryout.read(record.value())).isEqualTo(tenth);
        assertThat(Tryout.isIn(new Switch(MODEL, StatePolicy.RESET, 0)
                        .record("signals", 3)
                        .headers()))
                .isFalse();
    }

    @Test
    void shouldCoverItsShareOfTheKeysAndAllThoseOfASmallerOne() {
        List<String> keys =
                IntStream.range(0, 10_000).mapToObj(it -> "pump-" + it).toList();
        List<String> tenth = keys.stream().filter(tryout(0.1)::covers).toList();
        List<String> half = keys.stream().filter(tryout(0.5)::covers).toList();

        assertThat(tenth).hasSizeBetween(900, 1100);
        assertThat(half).hasSizeBetween(4800, 5200).containsAll(tenth);
        assertThat(keys).allMatch(tryout(1)::covers).noneMatch(tryout(0)::covers);
    }

    @Test
    void shouldRefuseWhatIsNone() {
        for (String value : List.of("", "null", "{}", "[]", "{\"model\":{\"name\":\"fake\"}}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tryout.read(value.getBytes(StandardCharsets.UTF_8)))
                    .withMessageStartingWith("a trial ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Switch.read(
                        "{\"model\":{\"name\":\"fake\"},\"policy\":\"RESET\"}".getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("a switch must name a model and a policy but is {");
        assertThatIllegalArgumentException().isThrownBy(() -> tryout(1.5)).withMessageContaining("0..1 but was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tryout.Limits(0, 0, Double.NaN, 1, 1))
                .withMessageContaining("NaN");
    }

    @Test
    void shouldBeRememberedUntilItIsEndedOrAModelIsPromoted() {
        History begun = History.NONE.plus(heard(tryout(0.1), "2026-01-31T12:00:00Z"));

        assertThat(begun.tried("signals")).isPresent();
        assertThat(begun.tried("others")).isEmpty();
        assertThat(begun.triedOn(MODEL)).contains("signals");
        assertThat(History.read(Json.bytes(begun))).isEqualTo(begun);
        assertThat(begun.plus(heard(tryout(0), "2026-01-31T12:00:01Z")).tried("signals"))
                .isEmpty();
        History.Promotion promotion =
                new History.Promotion(MODEL, StatePolicy.SHADOW, "2026-01-31T12:00:02Z", "signals", Map.of(), 0);
        assertThat(begun.plus(promotion).triedOn(MODEL)).isEmpty();
    }

    @Test
    void shouldReadAHistoryFromBeforeThereWereTrials() {
        History read = History.read("{\"promotions\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(History.NONE);
    }

    private static Tryout tryout(double share) {
        return new Tryout(MODEL, share, "predictions.shadow", Tryout.Limits.USUAL);
    }

    private static History.Rehearsal heard(Tryout tryout, String at) {
        return new History.Rehearsal(tryout, at, "signals", Map.of(0, 7L));
    }
}
