package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.EventSerdes;
import dev.eddy.event.PcmReader;
import dev.eddy.event.Reading;
import dev.eddy.event.Readings;
import dev.eddy.event.SignalFormat;
import dev.eddy.inference.FakeModel;
import dev.eddy.signal.ResampleSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals that are not chunks in Avro, through the whole topology. The model adds up a window and half of what was before. */
class SourceFormatTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);
    private static final WindowSpec PAIRS = WindowSpec.tumbling(2);
    private static final WindowSpec HELD = PAIRS.withResampling(new ResampleSpec(ResampleSpec.By.HOLD, 9));

    @TempDir
    private Path stateDir;

    @Test
    void shouldPredictFromJson() {
        try (TopologyHarness harness = harness(SignalFormat.JSON, PAIRS)) {
            harness.send("k", utf8("{\"startTime\": 0, \"samples\": [1, 2, 3]}"));
            harness.send("k", utf8("{\"startTime\": 3000, \"samples\": [4"));
            harness.send("k", utf8("{\"time\": 3000, \"values\": [4]}"));
            harness.send("k", utf8("{\"startTime\": 3000, \"samples\": [[4]]}"));

            assertThat(outputs(harness)).containsExactly(3f, 8.5f);
            assertThat(reasons(harness)).containsExactly("NOT_JSON", "NOT_RESAMPLED");
        }
    }

    @Test
    void shouldPredictFromReadingsAtAnyTimes() {
        try (TopologyHarness harness = harness(SignalFormat.READINGS, HELD);
                EventSerdes serdes = EventSerdes.of(TopologyHarness.REGISTRY)) {
            harness.send("k", readings(serdes, 0, 1f));
            harness.send("k", readings(serdes, 700, 2f));
            harness.send("k", readings(serdes, 2600, 3f));
            harness.send("k", readings(serdes, 1000, 9f));
            harness.send("k", readings(serdes, 3500, 4f));
            harness.send("k", new byte[] {0, 0});

            assertThat(outputs(harness)).containsExactly(3f, 6.5f);
            assertThat(reasons(harness)).containsExactly("LATE", "NOT_AVRO_FRAME");
        }
    }

    @Test
    void shouldPredictFromBareSamples() {
        Headers headers = new RecordHeaders();
        headers.add(PcmReader.START, utf8("250"));
        Headers slow = new RecordHeaders();
        slow.add(PcmReader.RATE, utf8("8000"));
        try (TopologyHarness harness = harness(SignalFormat.PCM, PAIRS)) {
            harness.send("k", new byte[] {0, 64, 0, 32}, 0, headers);
            harness.send("k", new byte[] {0, 64, 0, 64}, 2, new RecordHeaders());
            harness.send("k", new byte[] {0, 64, 0, 64}, 4, slow);
            harness.send("k", new byte[] {0, 64, 0}, 4, new RecordHeaders());

            assertThat(outputs(harness)).containsExactly(0.75f, 1.375f);
            assertThat(reasons(harness)).containsExactly("WRONG_RATE", "BROKEN_SAMPLES");
        }
    }

    private TopologyHarness harness(SignalFormat format, WindowSpec window) {
        TopologySettings usual = TopologySettings.usual();
        TopologySettings settings = new TopologySettings(
                usual.signals(),
                usual.predictions(),
                usual.deadLetters(),
                usual.shadow(),
                usual.bounds(),
                format,
                KeyLife.ENDLESS,
                List.of());
        return new TopologyHarness(new FakeModel(SIGNAL, window), settings, stateDir);
    }

    private static byte[] readings(EventSerdes serdes, long micros, float value) {
        Reading reading = new Reading(Instant.ofEpochSecond(0, micros * 1000), List.of(value));
        Readings event = new Readings(List.of(reading), Instant.EPOCH, false, false);
        return serdes.readings().serializer().serialize("signals", event);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Float> outputs(TopologyHarness harness) {
        return harness.predictions().stream()
                .map(it -> it.value()
                        .getValues()
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat())
                .toList();
    }

    private static List<String> reasons(TopologyHarness harness) {
        return harness.deadLetters().stream()
                .map(it -> new String(it.headers().lastHeader("eddy.reason").value(), StandardCharsets.UTF_8))
                .toList();
    }
}
