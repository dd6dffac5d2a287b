package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.event.Prediction;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stored state that is damaged costs one key, and nothing that was produced for it. */
class QuarantineTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private final FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), new MetricRegistry());
    private final BareTask task = new BareTask(model.manifest(), engine);

    @BeforeEach
    void commitTwoKeys() {
        send("sound", 0, 1, 2);
        send("damaged", 0, 1, 2);
        task.commit();
        task.damage("damaged");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void shouldPutTheEventsOfADamagedKeyAsideAndGoOnWithTheOthers() {
        send("damaged", 2, 3, 4);
        send("sound", 2, 3, 4);
        task.commit();

        assertThat(task.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("damaged".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.value()).isNotEmpty();
            assertThat(header(letter, "eddy.reason")).isEqualTo("QUARANTINED");
            assertThat(header(letter, "eddy.message")).contains("checksum", "produce a null value for the key");
        });
        assertThat(task.committed().get("sound"))
                .extracting(Prediction::getStep)
                .containsExactly(0L, 1L);
        assertThat(task.committed().get("damaged")).hasSize(1);
    }

    @Test
    void shouldStayAsideAfterACommitAndACrash() {
        send("damaged", 2, 3, 4);
        task.commit();
        task.crash();

        send("damaged", 4, 5, 6);

        assertThat(task.letters()).hasSize(2);
    }

    /** It is among the keys that a task has scored as soon as it begins. */
    @Test
    void shouldStayAsideThoughWindowsHadNoScore() {
        BareTask busy = new BareTask(model.manifest(), engine, TopologySettings.Bounds.DEFAULT.withPendingWindows(8));
        busy.process(new RandomHistory.Event("busy", new Samples(0, new float[16], false)));
        busy.commit();
        assertThat(busy.keyStates().open()).containsExactly("busy");

        busy.damage("busy");
        busy.settle();
        busy.crash();
        busy.process(new RandomHistory.Event("busy", new Samples(16_000, new float[16], false)));

        assertThat(busy.letters()).singleElement().satisfies(letter -> assertThat(header(letter, "eddy.reason"))
                .isEqualTo("QUARANTINED"));
    }

    @Test
    void shouldBeTakenInAgainAfterATombstone() {
        task.forget("damaged");
        send("damaged", 2, 3, 4);
        task.commit();

        assertThat(task.letters()).isEmpty();
        assertThat(task.committed().get("damaged"))
                .extracting(Prediction::getStep)
                .containsExactly(0L, 0L);
    }

    @Test
    void shouldStopAtStatesOfAnotherModelWhichConcernAllKeys() {
        KeyStateCodec other = new KeyStateCodec(SIGNAL, WindowSpec.tumbling(3), new float[7]);
        Bytes key = Bytes.wrap(new byte[] {'k'});
        KeyStateStore store = new KeyStateStore(
                new MapStore(Map.of(key, other.write(other.fresh()))),
                Lineage.of(Engines.of(engine).first(), Layout.of(model.manifest())),
                TopologySettings.Bounds.DEFAULT);

        assertThatThrownBy(() -> store.get("k"))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("another window or state layout");
    }

    private void send(String key, long at, float... values) {
        task.process(new RandomHistory.Event(key, new Samples(at * 1000, values, false)));
    }

    private static String header(Record<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
