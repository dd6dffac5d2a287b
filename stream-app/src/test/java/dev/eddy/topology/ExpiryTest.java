package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.SignalFormat;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelId;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of which nothing comes for long are forgotten. */
class ExpiryTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final Duration TTL = Duration.ofSeconds(10);

    @TempDir
    private Path stateDir;

    private TopologyHarness harness;

    @BeforeEach
    void start() {
        harness = harness(new KeyLife(TTL, KeyLife.By.STREAM));
    }

    private TopologyHarness harness(KeyLife life) {
        TopologySettings usual = TopologySettings.usual();
        TopologySettings settings = new TopologySettings(
                usual.signals(),
                usual.predictions(),
                usual.deadLetters(),
                usual.shadow(),
                usual.bounds().inMemory(),
                SignalFormat.AVRO,
                life,
                List.of());
        return new TopologyHarness(new FakeModel(SIGNAL, new WindowSpec(2, 2, 0, 1_000_000)), settings, stateDir);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldEraseAKeyThatIsOlderThanItsPartitionAllows() {
        send("old", 0);
        send("new", 9);
        assertThat(harness.keys()).containsExactlyInAnyOrder("old", "new");

        send("new", 11);

        assertThat(harness.keys()).containsExactly("new");
        assertThat(harness.erased()).containsExactly("old");
        assertThat(harness.count("stream.expired")).isEqualTo(1);
    }

    @Test
    void shouldStartAfreshWhenAForgottenKeyComesAgain() {
        send("k", 0);
        send("k", 9);
        send("k", 20);

        assertThat(harness.predictions())
                .extracting(it -> it.value().getEpoch() + "." + it.value().getStep() + " "
                        + it.value().getBegan())
                .startsWith("0.0 FIRST", "0.1 FIRST")
                .endsWith("0.0 FIRST")
                .hasSize(2 + 4499 + 1);
    }

    @Test
    void shouldNotBelieveAClockThatIsAheadOfItsRecord() {
        send("good", 0);
        harness.send("bad", new Samples(4_000_000_000_000_000L, new float[] {1, 2}, false), 1000);
        send("good", 5);

        assertThat(harness.keys()).containsExactlyInAnyOrder("good", "bad");
        assertThat(harness.count("stream.expired")).isZero();
    }

    @Test
    void shouldEraseByTheClockWhereNothingComesAnyMore() {
        harness.close();
        harness = harness(new KeyLife(TTL, KeyLife.By.CLOCK));
        send("k", harness.now().getEpochSecond());
        harness.rest(Duration.ofSeconds(9));
        assertThat(harness.keys()).containsExactly("k");

        harness.rest(Duration.ofSeconds(2));

        assertThat(harness.keys()).isEmpty();
        assertThat(harness.erased()).containsExactly("k");
    }

    @Test
    void shouldKnowHowLateItIsAfterARestart() {
        ModelManifest model = new FakeModel(SIGNAL, WindowSpec.tumbling(2)).manifest();
        Lineage first = Lineage.of(new ModelId("fake", "1", ""), Layout.of(model));
        KeyStateStore keys = new KeyStateStore(new MapStore(Map.of()), first, TopologySettings.Bounds.DEFAULT);
        Expiry before = new Expiry(new KeyLife(TTL, KeyLife.By.STREAM), keys, key -> {});
        before.heard(new Samples(50_000_000, new float[1], false), SIGNAL, 60_000);
        before.sweep(0);
        before.close();

        LiveKey key = keys.get("k");
        key.state.accept(new Samples(30_000_000, new float[1], false));
        Expiry after = new Expiry(new KeyLife(TTL, KeyLife.By.STREAM), keys, any -> {});

        assertThat(after.isOver(key, 0)).isTrue();
        key.state.accept(new Samples(45_000_000, new float[1], false));
        assertThat(after.isOver(key, 0)).isFalse();
    }

    /** Two samples at a second, in a record of the same time. */
    private void send(String key, long second) {
        harness.send(key, new Samples(second * 1_000_000, new float[] {1, 2}, false), second * 1000);
    }
}
