package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Prediction;
import dev.eddy.inference.FakeModel;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTopologyTest {

    /** One sample a microsecond, so that times can be read as sample numbers. */
    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);

    @TempDir
    private Path stateDir;

    private TopologyHarness harness;

    @BeforeEach
    void start() {
        harness =
                new TopologyHarness(new FakeModel(SIGNAL, WindowSpec.tumbling(2)), TopologySettings.usual(), stateDir);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void exampleUsage() {
        harness.send("pump-7", new Samples(0, new float[] {1, 2, 3}, false));
        harness.send("pump-7", new Samples(3, new float[] {4}, false));

        List<TestRecord<String, Prediction>> predictions = harness.predictions();

        assertThat(predictions).extracting(TestRecord::key).containsOnly("pump-7");
        assertThat(predictions).extracting(it -> value(it.value())).containsExactly(3f, 8.5f);
        assertThat(predictions).extracting(it -> it.value().getStep()).containsExactly(0L, 1L);
    }

    @Test
    void shouldStartANewEpochAfterTheEndOfAnEvent() {
        harness.send("k", new Samples(0, new float[] {1, 2}, true));
        harness.send("k", new Samples(2, new float[] {3, 4}, false));

        List<TestRecord<String, Prediction>> predictions = harness.predictions();

        assertThat(predictions).extracting(it -> value(it.value())).containsExactly(3f, 7f);
        assertThat(predictions).extracting(it -> it.value().getEpoch()).containsExactly(0L, 1L);
    }

    @Test
    void shouldDeadLetterAPoisonedWindowAndGoOnFromTheStateBefore() {
        harness.send("k", new Samples(0, new float[] {1, 2, FakeModel.POISON, 0, 3, 4}, false));

        assertThat(harness.predictions()).extracting(it -> value(it.value())).containsExactly(3f, 8.5f);
        assertThat(harness.deadLetters())
                .extracting(PredictionTopologyTest::reason)
                .containsExactly("NOT_SCORED");
    }

    @Test
    void shouldDeadLetterAnEventWithoutKey() {
        harness.send(null, new byte[] {1});

        assertThat(harness.deadLetters())
                .extracting(PredictionTopologyTest::reason)
                .containsExactly("NO_KEY");
    }

    @Test
    void shouldForgetAKeyAfterATombstone() {
        harness.send("k", new Samples(0, new float[] {1, 2, 3}, false));
        harness.send("k", (byte[]) null);
        harness.send("k", new Samples(3, new float[] {4, 5}, false));

        assertThat(harness.predictions()).extracting(it -> value(it.value())).containsExactly(3f, 9f);
    }

    private static float value(Prediction prediction) {
        return prediction.getValues().slice().order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    private static String reason(TestRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader("eddy.reason").value(), StandardCharsets.UTF_8);
    }
}
