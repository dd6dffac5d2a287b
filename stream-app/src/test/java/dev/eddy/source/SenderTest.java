package dev.eddy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Encoding;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {

    private static final SignalSpec KILOHERTZ = new SignalSpec(1, 1000);

    @TempDir
    Path folder;

    private final List<Samples> sent = new ArrayList<>();
    private int takes = Integer.MAX_VALUE;

    @Test
    void shouldGoOnWhereItWasBrokenOff() throws Exception {
        Recording pump = recording("pump", 10);
        Position first = position(1_000_000);
        send(pump, ChunkLength.of(4), first, 2);
        first.save();

        Position later = position(9_000_000);
        assertThat(later.startMicros()).isEqualTo(1_000_000);
        String summary = send(pump, ChunkLength.of(3), later, Integer.MAX_VALUE);

        assertThat(sent).extracting(it -> it.values().length).containsExactly(4, 4, 1, 1);
        assertThat(heard()).containsExactly(pump.values());
        assertThat(summary).isEqualTo("2 chunks with 2 samples sent");
    }

    @Test
    void shouldSendNothingWhenAllWasSent() throws Exception {
        Recording pump = recording("pump", 10);
        send(pump, ChunkLength.of(4), position(0), Integer.MAX_VALUE);
        sent.clear();

        assertThat(send(pump, ChunkLength.of(4), position(0), Integer.MAX_VALUE))
                .isEqualTo("0 chunks with 0 samples sent");
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldRefuseThePositionOfSomethingElseAndOneThatIsBroken() throws Exception {
        position(0).save();

        assertThatThrownBy(() -> Position.at(folder.resolve("position"), "[fan.csv] to signals", 0))
                .hasMessageContaining("position of [pump.csv] to signals, not of [fan.csv] to signals")
                .hasMessageContaining("another --resume");

        Files.writeString(folder.resolve("position"), "of = [pump.csv] to signals\nstart = noon\n");
        assertThatThrownBy(() -> position(0)).hasMessageContaining("start").hasMessageContaining("'noon'");
    }

    private float[] heard() {
        FloatBuffer all = FloatBuffer.allocate(100);
        sent.forEach(samples -> all.put(samples.values()));
        return Arrays.copyOf(all.array(), all.position());
    }

    private Position position(long startMicros) {
        return Position.at(folder.resolve("position"), "[pump.csv] to signals", startMicros);
    }

    /** Sends until the outlet has taken so many. */
    private String send(Recording recording, ChunkLength length, Position position, int chunks) throws Exception {
        takes = chunks;
        Sender sender = new Sender(
                new Recorder(), Encoding.F32LE, true, Speed.FULL, Optional.of(position), new Progress.Silent());
        try {
            return sender.send(new Playlist(List.of(recording), length));
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Recording recording(String key, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return new Recording(key, 0, KILOHERTZ, values);
    }

    private final class Recorder implements Outlet {

        @Override
        public void send(String key, SignalChunk chunk) {
            if (takes-- == 0) {
                throw new IllegalStateException("the broker is gone");
            }
            sent.add(new SampleCodec(KILOHERTZ, 100).decode(chunk));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
