package dev.eddy.source;

import dev.eddy.recording.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The pieces of several recordings in the order in which they end, as if all streams were heard at once. */
public final class Playlist implements Iterator<Piece> {

    private final ChunkLength length;
    private final PriorityQueue<Piece> upcoming = new PriorityQueue<>(Comparator.comparingLong(Piece::endMicros));

    public Playlist(List<Recording> recordings, ChunkLength length) {
        this.length = length;
        for (Recording recording : recordings) {
            if (recording.length() > 0) {
                upcoming.add(Piece.first(recording, length));
            }
        }
    }

    /**
     * Moves recordings of one key that would overlap behind each other.
     *
     * @param recordings in the order in which they are to be heard
     * @return the same, each starting no earlier than the one before of its key ends
     */
    public static List<Recording> inTurn(List<Recording> recordings) {
        Map<String, Long> ends = new HashMap<>();
        List<Recording> moved = new ArrayList<>();
        for (Recording each : recordings) {
            long start = Math.max(each.startMicros(), ends.getOrDefault(each.key(), Long.MIN_VALUE));
            moved.add(new Recording(each.key(), start, each.signal(), each.values()));
            ends.put(each.key(), start + each.signal().micros(each.length()));
        }
        return moved;
    }

    @Override
    public boolean hasNext() {
        return !upcoming.isEmpty();
    }

    @Override
    public Piece next() {
        Piece piece = upcoming.poll();
        if (piece == null) {
            throw new NoSuchElementException("all recordings are over");
        }
        if (!piece.isLast()) {
            upcoming.add(piece.next(length));
        }
        return piece;
    }
}
