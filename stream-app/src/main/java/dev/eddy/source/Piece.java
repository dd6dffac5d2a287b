package dev.eddy.source;

import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import java.util.Arrays;

/**
 * Part of a recording.
 *
 * @param recording the whole
 * @param from its first sample
 * @param to the sample after its last
 * @param isLast whether nothing comes after it
 */
public record Piece(Recording recording, int from, int to, boolean isLast) {

    static Piece first(Recording recording, ChunkLength length) {
        return at(recording, 0, length);
    }

    Piece next(ChunkLength length) {
        return at(recording, to, length);
    }

    private static Piece at(Recording recording, int from, ChunkLength length) {
        int to = (int) Math.min((long) from + length.of(recording.signal()), recording.length());
        return new Piece(recording, from, to, to == recording.length());
    }

    /** How many samples. */
    int length() {
        return to - from;
    }

    /** Time of its first sample, microseconds since 1970. */
    long startMicros() {
        return recording.startMicros() + recording.signal().micros(from);
    }

    /** Time just after its last sample, microseconds since 1970. */
    long endMicros() {
        return recording.startMicros() + recording.signal().micros(to);
    }

    Samples samples(boolean endOfEvent) {
        int channels = recording.signal().channels();
        return new Samples(
                startMicros(),
                Arrays.copyOfRange(recording.values(), from * channels, to * channels),
                endOfEvent && isLast);
    }
}
