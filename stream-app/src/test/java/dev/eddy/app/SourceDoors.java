package dev.eddy.app;

import dev.eddy.event.Envelope;
import dev.eddy.event.EventSerdes;
import dev.eddy.event.PcmReader;
import dev.eddy.event.Reading;
import dev.eddy.event.Readings;
import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalFormat;
import dev.eddy.event.SignalReader;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.ResampleSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The doors of signals that are no chunks in Avro. */
final class SourceDoors implements AutoCloseable {

    private static final SignalSpec SIGNAL = VibrationMachine.SIGNAL;
    private static final WindowSpec WINDOW =
            WindowSpec.tumbling(100).withResampling(new ResampleSpec(ResampleSpec.By.LINEAR, 50));

    private final EventSerdes serdes = EventSerdes.of(RegistryConfig.of("mock://source-doors"));

    List<Door> all() {
        return List.of(
                new Door("readings", readingsBytes(), events(SignalFormat.READINGS)),
                new Door("JSON event", jsonBytes(), events(SignalFormat.JSON)),
                new Door("bare samples", List.of(new byte[96]), events(SignalFormat.PCM)));
    }

    /** What is read is used, too; headers are as bad as the value. */
    private Door.Parser events(SignalFormat format) {
        SignalReader reader = format.reader(serdes, SIGNAL, 1 << 20);
        KeyStateCodec resampled = new KeyStateCodec(SIGNAL, WINDOW, new float[2]);
        return Door.refusing(
                bytes -> {
                    Headers headers = new RecordHeaders();
                    if (bytes.length % 2 == 1) {
                        headers.add(PcmReader.START, Arrays.copyOf(bytes, bytes.length % 12));
                    }
                    KeyState state = resampled.fresh();
                    state.accept(reader.read(new Envelope("signals", 5000, headers), bytes));
                    for (Optional<Window> next = state.begin(); next.isPresent(); next = state.begin()) {
                        state.skip();
                    }
                    resampled.read(resampled.write(state));
                },
                Set.of(UnreadableEventException.class, RefusedChunkException.class));
    }

    private List<byte[]> readingsBytes() {
        Reading some = new Reading(Instant.ofEpochSecond(5), Arrays.asList(1f, null, 3f));
        Reading more = new Reading(Instant.ofEpochSecond(6), Arrays.asList(4f, 5f, null));
        Readings event = new Readings(List.of(some, more), Instant.EPOCH, true, false);
        return List.of(serdes.readings().serializer().serialize("signals", event));
    }

    private static List<byte[]> jsonBytes() {
        return List.of(
                utf8(
                        "{\"startTime\": 5000000, \"sampleRate\": 1000, \"samples\": [[1, 2, 3], [4, 5, 6e-1]], \"reset\": true}"),
                utf8(
                        "{\"readings\": [{\"time\": 5000000, \"values\": [1, null, 3]}, {\"time\": 5002500, \"values\": [4, 5, 6]}]}"),
                utf8("{\"time\": \"2026-01-31T12:00:00Z\", \"values\": [null, 0.5, -1], \"endOfEvent\": true}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        serdes.close();
    }
}
