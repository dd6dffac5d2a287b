package dev.eddy.topology;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

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

    private final KeyTotals totals;
    private final KeyValueIterator<Bytes, byte[]> earlier;
    private final Consumer<String> waiting;
    private final Set<Bytes> damaged = new HashSet<>();
    private KeyTotals.Share share = KeyTotals.Share.NOTHING;
    private long known;
    private boolean complete;

    KeyCensus(KeyTotals totals, KeyValueStore<Bytes, byte[]> store, Consumer<String> waiting) {
        this.waiting = waiting;
        this.totals = totals;
        this.earlier = store.all();
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
        long started = System.nanoTime();
        for (int i = 0; !complete && (i < LEAST || System.nanoTime() - started < SLICE_NANOS); i++) {
            count();
        }
        tell(new KeyTotals.Share(live, Math.max(0, known - live), damaged.size()));
    }

    boolean isComplete() {
        return complete;
    }

    private void count() {
        if (earlier.hasNext()) {
            KeyValue<Bytes, byte[]> key = earlier.next();
            if (!Notes.isOne(key.key)) {
                known++;
                if (GenerationCodec.waits(key.value)) {
                    waiting.accept(new String(key.key.get(), StandardCharsets.UTF_8));
                }
            }
        } else {
            complete = true;
            earlier.close();
        }
    }

    private void tell(KeyTotals.Share now) {
        totals.replace(share, now);
        share = now;
    }

    @Override
    public void close() {
        tell(KeyTotals.Share.NOTHING);
        if (!complete) {
            complete = true;
            earlier.close();
        }
    }
}
