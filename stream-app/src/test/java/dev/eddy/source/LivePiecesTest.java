package dev.eddy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.event.Encoding;
import dev.eddy.recording.LiveSample;
import dev.eddy.signal.SignalSpec;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LivePiecesTest {

    private static final SignalSpec KILOHERTZ = new SignalSpec(1, 1000);
    private static final Duration EVER = Duration.ofHours(1_000_000);

    @Test
    void exampleUsage() {
        Iterator<LiveSample> samples = samples("pump", 0, 5).iterator();

        List<Piece> pieces = all(new LivePieces(samples, KILOHERTZ, ChunkLength.of(2), EVER));

        assertThat(pieces).extracting(Piece::startMicros).containsExactly(0L, 2_000L, 4_000L);
        assertThat(pieces).extracting(Piece::length).containsExactly(2, 2, 1);
        assertThat(pieces).extracting(Piece::isLast).containsExactly(false, false, true);
        assertThat(pieces.get(1).samples(true).values()).containsExactly(2, 3);
    }

    @Test
    void shouldGiveAPieceAsSoonAsItIsKnownNotToBeTheLast() {
        Iterator<LiveSample> endless = Stream.iterate(
                        new LiveSample("pump", 0, new float[1]),
                        before -> new LiveSample("pump", before.micros() + 1000, new float[1]))
                .iterator();
        LivePieces pieces = new LivePieces(endless, KILOHERTZ, ChunkLength.of(2), EVER);

        assertThat(pieces.next().isLast()).isFalse();
        assertThat(endless.next().micros()).isEqualTo(3_000);
    }

    @Test
    void shouldKeepTheStreamsApart() {
        Iterator<LiveSample> samples = IntStream.range(0, 4)
                .boxed()
                .flatMap(i -> Stream.concat(samples("a", i, i + 1), samples("b", i, i + 1)))
                .iterator();

        List<Piece> pieces = all(new LivePieces(samples, KILOHERTZ, ChunkLength.of(3), EVER));

        assertThat(pieces).extracting(piece -> piece.recording().key()).containsExactly("a", "b", "a", "b");
        assertThat(pieces).extracting(Piece::length).containsExactly(3, 3, 1, 1);
    }

    @Test
    void shouldBeginANewPieceAfterAGap() {
        Iterator<LiveSample> samples =
                Stream.concat(samples("pump", 0, 3), samples("pump", 10, 12)).iterator();

        List<Piece> pieces = all(new LivePieces(samples, KILOHERTZ, ChunkLength.of(100), EVER));

        assertThat(pieces).extracting(Piece::startMicros).containsExactly(0L, 10_000L);
        assertThat(pieces).extracting(Piece::isLast).containsExactly(false, true);
    }

    @Test
    void shouldEndAfterSoMuchSignal() {
        Iterator<LiveSample> samples = samples("pump", 7, 100).iterator();

        List<Piece> pieces = all(new LivePieces(samples, KILOHERTZ, ChunkLength.of(4), Duration.ofMillis(6)));

        assertThat(pieces).extracting(Piece::length).containsExactly(4, 2);
        assertThat(pieces).extracting(Piece::isLast).containsExactly(false, true);
    }

    @Test
    void shouldReadBareSamples() {
        byte[] bytes = ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 16384)
                .putShort((short) -32768)
                .putShort((short) 0)
                .putShort((short) 1)
                .array();
        SignalSpec stereo = new SignalSpec(2, 1000);

        Iterator<LiveSample> samples =
                new LivePcm(new ByteArrayInputStream(bytes), Encoding.PCM_S16LE, stereo, "hall", 500);

        assertThat(samples)
                .toIterable()
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new LiveSample("hall", 500, new float[] {0.5f, -1}),
                        new LiveSample("hall", 1_500, new float[] {0, 1 / 32768f}));
    }

    private static Stream<LiveSample> samples(String key, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new LiveSample(key, i * 1000L, new float[] {i}));
    }

    private static List<Piece> all(LivePieces pieces) {
        List<Piece> all = new ArrayList<>();
        pieces.forEachRemaining(all::add);
        return all;
    }
}
