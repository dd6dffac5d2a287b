package dev.eddy.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final long NONE = LiveKey.NONE;

    private final Notes notes;
    private final int mostEvents;
    private final LongSupplier nanoClock;
    /** In the order of their offsets. */
    private final Map<LiveKey, Since> keys = new LinkedHashMap<>();

    private long next;
    private boolean noted;

    /** The first event that a stored state does not know, and when that came. */
    private record Since(long offset, long nanos) {}

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

    /** Whether the task has been at an event, or behind it, before. */
    boolean wasAt(long offset) {
        return offset < next;
    }

    /** The task has come to an event. */
    void reached(long offset) {
        next = offset + 1;
    }

    /** Says in a key that it knows all up to the event that the task has come to. */
    void stamp(LiveKey key) {
        key.offset = mostEvents > 0 ? next - 1 : NONE;
    }

    /**
     * A key has taken in the event that the task has come to.
     *
     * @return whether it is behind now; else it must be written: nothing is read once more, or it had the event before
     */
    boolean add(LiveKey key) {
        boolean again = key.offset >= next - 1;
        stamp(key);
        if (key.offset == NONE || again) {
            return false;
        }
        if (!keys.containsKey(key)) {
            keys.put(key, new Since(key.offset, nanoClock.getAsLong()));
        }
        return true;
    }

    /** A key is written, or forgotten. */
    void remove(LiveKey key) {
        keys.remove(key);
    }

    boolean contains(LiveKey key) {
        return keys.containsKey(key);
    }

    /** Whether no key is behind. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Those that are behind, oldest first. */
    List<LiveKey> all() {
        return List.copyOf(keys.keySet());
    }

    /** Those that must not be behind any longer. */
    List<LiveKey> overdue() {
        List<LiveKey> overdue = new ArrayList<>();
        long now = nanoClock.getAsLong();
        for (Map.Entry<LiveKey, Since> each : keys.entrySet()) {
            Since since = each.getValue();
            if (next - since.offset <= mostEvents && now - since.nanos < LONGEST.toNanos()) {
                break;
            }
            overdue.add(each.getKey());
        }
        return overdue;
    }

    /** Notes what is to be read once more, after all keys that are written. */
    void write() {
        Iterator<Since> oldest = keys.values().iterator();
        if (noted || oldest.hasNext()) {
            noted = oldest.hasNext();
            notes.put(Notes.BEHIND, noted ? new Range(oldest.next().offset, next).bytes() : new byte[0]);
        }
    }

    /** Nothing is known of what will be behind. */
    void clear() {
        keys.clear();
        noted = false;
        next = 0;
    }
}
