package dev.eddy.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose stored states are behind: since they were written they have taken events in, and nothing else has become of
 * them. Whoever begins from what is stored reads those events once more. So a key is written when its hidden state changes, not
 * each time that something comes of it.
 *
 * <p>One thread.
 */
final class Unwritten {

    /** Then it is written nevertheless: the topic must still have what it has taken in. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long NONE = LiveKey.NONE;

    private final Notes notes;
    private final int mostEvents;
    private final LongSupplier nanoClock;
    /** In the order of their offsets. One whose key was written since then is void. */
    private final Deque<Entry> keys = new ArrayDeque<>();

    private long next;
    private boolean noted;

    /** A key, and the first event that its stored state does not know. */
    private record Entry(LiveKey key, long offset, long nanos) {

        boolean isVoid() {
            return key.behind != offset;
        }
    }

    /**
     * Events to be read once more.
     *
     * @param from offset of the first one
     * @param to just after the last one
     */
    record Range(long from, long to) {

        private static Range read(byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            return new Range(from.getLong(), from.getLong());
        }

        private byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES).putLong(from).putLong(to).array();
        }
    }

    /** So many events are read once more at most. */
    Unwritten(Notes notes, int mostEvents, LongSupplier nanoClock) {
        this.notes = notes;
        this.mostEvents = mostEvents;
        this.nanoClock = nanoClock;
    }

    /** What was to be read once more at the last commit; null for nothing. */
    @Nullable
    Range stored() {
        byte @Nullable [] stored = notes.get(Notes.BEHIND);
        noted = stored != null && stored.length > 0;
        return stored == null || stored.length == 0 ? null : Range.read(stored);
    }

    /** The task has come to an event. */
    void reached(long offset) {
        next = offset + 1;
    }

    /** A key knows all up to the event that the task has come to. */
    void knows(LiveKey key) {
        key.offset = mostEvents > 0 ? next - 1 : NONE;
    }

    /** A key has taken in that event. Says whether it need not be written for that. */
    boolean add(LiveKey key) {
        knows(key);
        if (key.offset == NONE) {
            return false;
        }
        if (key.behind == NONE) {
            key.behind = key.offset;
            keys.add(new Entry(key, key.offset, nanoClock.getAsLong()));
        }
        return true;
    }

    /** A key is written, or forgotten. */
    static void remove(LiveKey key) {
        key.behind = NONE;
    }

    /** Whether any may be behind. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Those that are behind, oldest first. */
    List<LiveKey> all() {
        List<LiveKey> all = new ArrayList<>();
        keys.stream().filter(it -> !it.isVoid()).forEach(it -> all.add(it.key));
        return all;
    }

    /** Those that must not be behind any longer. */
    List<LiveKey> overdue() {
        List<LiveKey> overdue = new ArrayList<>();
        long now = nanoClock.getAsLong();
        for (Entry entry : keys) {
            if (next - entry.offset <= mostEvents && now - entry.nanos < LONGEST.toNanos()) {
                break;
            }
            if (!entry.isVoid()) {
                overdue.add(entry.key);
            }
        }
        return overdue;
    }

    /** Notes what is to be read once more, after all keys that are written. */
    void write() {
        while (!keys.isEmpty() && keys.getFirst().isVoid()) {
            keys.remove();
        }
        if (noted || !keys.isEmpty()) {
            notes.put(Notes.BEHIND, keys.isEmpty() ? new byte[0] : new Range(keys.getFirst().offset, next).bytes());
            noted = !keys.isEmpty();
        }
    }

    /** Nothing is known of what will be behind. */
    void clear() {
        keys.clear();
        noted = false;
    }
}
