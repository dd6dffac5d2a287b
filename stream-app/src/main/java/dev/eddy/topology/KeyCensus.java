package dev.eddy.topology;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts the keys of one task exactly, without ever holding the stream up: those that were there when the task began are
 * counted a little at each commit, those that come and go since as they do. RocksDB's own estimate counts a key once for
 * each time that it was written.
 *
 * <p>One thread: the stream thread of the task.
 */
final class KeyCensus implements AutoCloseable {

    /** A hundredth of the time between two commits, where they are 100 ms apart. */
    private static final long SLICE_NANOS = 1_000_000;

    /** Counted however slow the machine is. */
    private static final int LEAST = 16;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Set<Bytes> damaged = new HashSet<>();
    private @Nullable Count count;
    private KeyTotals.Share share = KeyTotals.Share.NOTHING;
    private long known;
    private boolean complete = true;

    /** Keys that were there when the task began, and who is told of them. */
    private record Count(KeyTotals totals, KeyValueIterator<Bytes, byte[]> earlier, Consumer<String> waiting) {}

    /** Counts nothing yet. */
    KeyCensus(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Counts from now on, and tells of those that it finds waiting. */
    void begin(KeyTotals totals, Consumer<String> waiting) {
        close();
        known = 0;
        damaged.clear();
        complete = false;
        count = new Count(totals, store.all(), waiting);
    }

    void created() {
        known++;
    }

    void erased(Bytes key) {
        known--;
        damaged.remove(key);
    }

    void damaged(Bytes key) {
        damaged.add(key);
    }

    /** Counts on, and tells the totals. */
    void report(int live) {
        Count now = count;
        if (now == null) {
            return;
        }
        long started = System.nanoTime();
        for (int i = 0; !complete && (i < LEAST || System.nanoTime() - started < SLICE_NANOS); i++) {
            meetNext(now);
        }
        tell(now, new KeyTotals.Share(live, Math.max(0, known - live), damaged.size()));
    }

    /** Whether it has met all keys, or was not asked to. */
    boolean isComplete() {
        return complete;
    }

    private void meetNext(Count now) {
        if (now.earlier.hasNext()) {
            KeyValue<Bytes, byte[]> key = now.earlier.next();
            if (!Notes.isOne(key.key)) {
                known++;
                if (GenerationCodec.waits(key.value)) {
                    now.waiting.accept(new String(key.key.get(), StandardCharsets.UTF_8));
                }
            }
        } else {
            complete = true;
            now.earlier.close();
        }
    }

    private void tell(Count now, KeyTotals.Share next) {
        now.totals.replace(share, next);
        share = next;
    }

    @Override
    public void close() {
        Count now = count;
        if (now != null) {
            tell(now, KeyTotals.Share.NOTHING);
            if (!complete) {
                now.earlier.close();
            }
        }
        count = null;
        complete = true;
    }
}
