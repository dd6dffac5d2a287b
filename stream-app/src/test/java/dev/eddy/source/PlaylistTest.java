package dev.eddy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistTest {

    private static final SignalSpec KILOHERTZ = new SignalSpec(1, 1000);

    @Test
    void exampleUsage() {
        Recording recording = new Recording("pump", 5_000, KILOHERTZ, new float[] {1, 2, 3, 4, 5});

        List<Samples> samples = new ArrayList<>();
        new Playlist(List.of(recording), ChunkLength.of(2)).forEachRemaining(piece -> samples.add(piece.samples(true)));

        assertThat(samples).extracting(Samples::startMicros).containsExactly(5_000L, 7_000L, 9_000L);
        assertThat(samples).extracting(Samples::endOfEvent).containsExactly(false, false, true);
        assertThat(samples.get(2).values()).containsExactly(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldPlayEverySampleOnceInTheOrderOfTime(long seed) {
        Random random = new Random(seed);
        List<Recording> recordings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SignalSpec signal = new SignalSpec(1 + random.nextInt(3), 1 + random.nextInt(10_000));
            float[] values = new float[signal.channels() * random.nextInt(2_000)];
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextFloat();
            }
            recordings.add(new Recording("key-" + i, random.nextInt(1_000_000), signal, values));
        }

        List<Piece> pieces = new ArrayList<>();
        new Playlist(recordings, ChunkLength.of(1 + random.nextInt(300))).forEachRemaining(pieces::add);

        assertThat(pieces).extracting(Piece::endMicros).isSorted();
        Map<String, List<Float>> played = pieces.stream()
                .collect(Collectors.groupingBy(
                        piece -> piece.recording().key(),
                        Collectors.flatMapping(
                                piece -> boxed(piece.samples(false).values()).stream(), Collectors.toList())));
        for (Recording recording : recordings) {
            assertThat(played.getOrDefault(recording.key(), List.of())).isEqualTo(boxed(recording.values()));
        }
    }

    @Test
    void shouldMoveRecordingsOfOneKeyBehindEachOther() {
        List<Recording> moved = Playlist.inTurn(List.of(
                new Recording("a", 0, KILOHERTZ, new float[10]),
                new Recording("a", 0, KILOHERTZ, new float[5]),
                new Recording("b", 0, KILOHERTZ, new float[1]),
                new Recording("a", 50_000, KILOHERTZ, new float[1])));

        assertThat(moved).extracting(Recording::startMicros).containsExactly(0L, 10_000L, 0L, 50_000L);
    }

    private static List<Float> boxed(float[] values) {
        List<Float> all = new ArrayList<>();
        for (float value : values) {
            all.add(value);
        }
        return all;
    }
}
