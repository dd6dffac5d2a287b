package dev.eddy.app;

import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import java.util.Arrays;

/**
 * Part of a recording.
 *
 * @param recording the whole
 * @param from its first sample
 * @param to the sample after its last
 */
record Piece(Recording recording, int from, int to) {

    static Piece first(Recording recording, ChunkLength length) {
        return new Piece(recording, 0, end(recording, 0, length));
    }

    boolean isLast() {
        return to == recording.length();
    }

    Piece next(ChunkLength length) {
        return new Piece(recording, to, end(recording, to, length));
    }

    private static int end(Recording recording, int from, ChunkLength length) {
        return (int) Math.min((long) from + length.of(recording.signal()), recording.length());
    }

    /** Time just after its last sample, microseconds since 1970. */
    long endMicros() {
        return recording.startMicros() + recording.signal().micros(to);
    }

    Samples samples(boolean endOfEvent) {
        int channels = recording.signal().channels();
        return new Samples(
                recording.startMicros() + recording.signal().micros(from),
                Arrays.copyOfRange(recording.values(), from * channels, to * channels),
                endOfEvent && isLast());
    }
}
