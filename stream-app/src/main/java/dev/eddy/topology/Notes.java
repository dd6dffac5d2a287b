package dev.eddy.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a task stores beside its keys, under names that no key has: they are no UTF-8. Written only while a commit is prepared.
 *
 * @param store of the task
 * @param files that it lies in
 */
record Notes(KeyValueStore<Bytes, byte[]> store, StoreFiles files) {

    /** The models that have scored. */
    static final Bytes LINEAGE = Bytes.wrap(new byte[] {(byte) 0xff, 'l', 'i', 'n', 'e', 'a', 'g', 'e'});

    /** How late it is. */
    static final Bytes TIME = Bytes.wrap(new byte[] {(byte) 0xff, 't', 'i', 'm', 'e'});

    /** The keys of which windows had no score yet. */
    static final Bytes OPEN = Bytes.wrap(new byte[] {(byte) 0xff, 'o', 'p', 'e', 'n'});

    /** The events that some keys do not know as they are stored. */
    static final Bytes BEHIND = Bytes.wrap(new byte[] {(byte) 0xff, 'b', 'e', 'h', 'i', 'n', 'd'});

    /** Whether something stored is no key. */
    static boolean isOne(Bytes name) {
        return name.equals(LINEAGE) || name.equals(TIME) || name.equals(OPEN) || name.equals(BEHIND);
    }

    byte @Nullable [] get(Bytes name) {
        return files.use(() -> store.get(name));
    }

    void put(Bytes name, byte[] bytes) {
        files.use(() -> store.put(name, bytes));
    }

    /** All that is stored, keys and notes, as it was at the last commit. */
    KeyValueIterator<Bytes, byte[]> all() {
        return files.use(store::all);
    }
}
