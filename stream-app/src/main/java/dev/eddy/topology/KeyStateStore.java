package dev.eddy.topology;

import dev.eddy.signal.CorruptStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The states of the keys of one task: decoded objects in front, bytes and changelog behind. A key that changes many times
 * between two commits is written once.
 *
 * <p>Kafka Streams calls {@link #flushCache} when it prepares a commit: before the producer is flushed and the offsets are
 * taken, which is the one moment at which outputs, changelog and offsets can be made to agree. {@code commit(Map)} comes
 * after the transaction and must not write. The hook belongs to an internal interface, which is why a contract test names
 * the Kafka version and {@link #requireHook} watches it while running.
 *
 * <p>One thread: the stream thread of the task.
 */
final class KeyStateStore extends StoredBytes implements CachedStateStore<byte[], byte[]> {

    static final String NAME = "key-states";

    /** Commits pause while a group rebalances, for minutes at most; after this the hook must have gone. */
    private static final long HOOK_SILENCE_NANOS = 900_000_000_000L;

    private final Lineage first;
    private final long graceMicros;
    private final int maxLive;
    private final LinkedHashMap<String, LiveKey> live = new LinkedHashMap<>(1024, 0.75f, true);
    private final List<LiveKey> dirty = new ArrayList<>();
    private final OpenKeys open;
    private final Unwritten unwritten;
    private boolean changed;
    private long firstChangeNanos;
    private @Nullable GenerationCodec codec;
    private boolean switched;
    private Runnable beforeWrite = () -> {};
    private final KeyCensus census;
    private final Notes notes;

    /** For keys that have met one model so far, unless the store says otherwise. */
    KeyStateStore(KeyValueStore<Bytes, byte[]> inner, Lineage first, TopologySettings.Bounds bounds) {
        super(inner);
        this.census = new KeyCensus(inner);
        this.notes = new Notes(inner, files);
        this.open = new OpenKeys(notes);
        this.unwritten = new Unwritten(notes, bounds.rereadEvents(), System::nanoTime);
        this.first = first;
        this.graceMicros = bounds.graceMicros();
        this.maxLive = bounds.liveKeys();
    }

    /** Calls {@code settle} at each commit before the keys are written. */
    void beforeWrite(Runnable settle) {
        this.beforeWrite = settle;
    }

    /** The keys of which windows had no score yet at the last commit, once they have taken in what they did not know. */
    List<String> open() {
        Set<String> keys = new LinkedHashSet<>(open.stored());
        live.forEach((key, known) -> {
            if (!known.state.idle()) {
                keys.add(key);
            }
        });
        return List.copyOf(keys);
    }

    /** Counts the keys. */
    KeyCensus census() {
        return census;
    }

    /** The models that have scored for this task. */
    Lineage lineage() {
        return codec().lineage();
    }

    private GenerationCodec codec() {
        GenerationCodec known = codec;
        if (known == null) {
            byte @Nullable [] stored = notes.get(Notes.LINEAGE);
            known = new GenerationCodec(stored == null ? first : Lineage.read(stored), graceMicros);
            codec = known;
        }
        return known;
    }

    /** From here on another model scores; written at the next commit. Every key must be idle. */
    void follow(Lineage next) {
        unwritten.all().forEach(this::touch); // what they have taken in was for the models before
        codec = new GenerationCodec(next, graceMicros);
        switched = true;
    }

    /** The state of a key under the present model. */
    LiveKey get(String key) {
        LiveKey found = find(key);
        if (lineage().bringUp(found)) {
            touch(found);
        }
        return found;
    }

    /** The state of a key under the model that it met last. */
    LiveKey find(String key) {
        LiveKey known = live.get(key);
        if (known == null) {
            Bytes name = bytes(key);
            byte @Nullable [] bytes = files.use(() -> inner.get(name));
            known = bytes == null ? created(name) : read(name, bytes);
            live.put(key, known);
        }
        return known;
    }

    private LiveKey created(Bytes name) {
        census.created();
        return codec().fresh(name);
    }

    /** One key whose bytes are damaged is put aside; bytes of another model are everybody's, and stop the task. */
    private LiveKey read(Bytes name, byte[] bytes) {
        try {
            return codec().read(name, bytes);
        } catch (CorruptStateException e) {
            if (e.reason() == CorruptStateException.Cause.FOREIGN) {
                throw e;
            }
            census.damaged(name);
            return codec().damaged(name, e);
        }
    }

    /** A key with a state that was stored elsewhere, which is not here yet. */
    LiveKey planted(String key, byte[] state) throws EventDoor.Unusable {
        try {
            return codec().planted(bytes(key), state);
        } catch (CorruptStateException e) {
            throw new EventDoor.Unusable(DeadLetter.badSeed(String.valueOf(e.getMessage())));
        }
    }

    /** Takes a key in that was erased, if it ever was here. */
    void put(String key, LiveKey planted) {
        unwritten.stamp(planted);
        census.created();
        live.put(key, planted);
        touch(planted);
    }

    /** A key as it is in memory, or else as these bytes of it say, which are not kept. */
    LiveKey peek(String key, byte[] bytes) {
        LiveKey known = live.get(key);
        return known == null ? read(bytes(key), bytes) : known;
    }

    /** What is stored beside the keys, and all together. */
    Notes notes() {
        return notes;
    }

    /** The keys that are not written for each event. */
    Unwritten unwritten() {
        return unwritten;
    }

    /** The task has come to an event. Where it has been there before, what is behind is not in the order of offsets. */
    void reached(long offset) {
        if (unwritten.wasAt(offset)) {
            unwritten.all().forEach(this::touch);
        }
        unwritten.reached(offset);
    }

    /** Whether a key knows an event, as it is in memory or else as it is stored, which is not kept. */
    boolean knows(String key, long offset) {
        LiveKey known = live.get(key);
        if (known != null) {
            return known.damage != null || known.offset >= offset;
        }
        byte @Nullable [] bytes = files.use(() -> inner.get(bytes(key)));
        return bytes != null && GenerationCodec.offset(bytes) >= offset;
    }

    /** A key has taken in the event that the task has come to, and nothing else has become of it. */
    void tookIn(LiveKey key) {
        if (unwritten.add(key)) {
            change();
        } else {
            touch(key);
        }
    }

    /** Marks a key to be written at the next commit. */
    void touch(LiveKey key) {
        if (!key.dirty) {
            change();
            key.dirty = true;
            dirty.add(key);
        }
    }

    private void change() {
        if (!changed) {
            changed = true;
            firstChangeNanos = System.nanoTime();
        }
    }

    /** A key was erased after an event, unless it knows newer ones. */
    void forgetBefore(String key, long offset) {
        LiveKey known = live.get(key);
        if (known != null && known.damage == null && known.offset < offset) {
            drop(known);
            live.remove(key);
            census.erased(known.name);
        }
    }

    void erase(String key) {
        LiveKey known = live.remove(key);
        if (known != null) {
            drop(known);
        }
        Bytes name = bytes(key);
        byte @Nullable [] stored = files.use(() -> inner.delete(name));
        if (known != null || stored != null) {
            census.erased(name);
        }
    }

    /** A key will not be written any more. */
    private void drop(LiveKey key) {
        unwritten.remove(key);
        if (key.dirty) {
            dirty.remove(key);
        }
    }

    /** Fails when commits no longer reach {@link #flushCache}: without it, hidden state would be lost in silence. */
    void requireHook() {
        if (changed && System.nanoTime() - firstChangeNanos > HOOK_SILENCE_NANOS) {
            throw new IllegalStateException("Kafka Streams has not prepared a commit for "
                    + HOOK_SILENCE_NANOS / 1_000_000_000L
                    + " s although keys have changed: the commit hook must be called before each commit; run the Kafka"
                    + " version that this app was built with, and a commit interval below that time");
        }
    }

    @Override
    public void flushCache() {
        beforeWrite.run();
        if (switched) {
            notes.put(Notes.LINEAGE, lineage().bytes());
            switched = false;
        }
        unwritten.overdue().forEach(this::touch);
        dirty.forEach(this::write);
        open.write(dirty);
        dirty.forEach(key -> key.dirty = false);
        dirty.clear();
        changed = false;
        evict();
        unwritten.write();
        census.report(live.size());
    }

    private void write(LiveKey key) {
        byte[] bytes = codec().write(key);
        files.use(() -> inner.put(key.name, bytes));
        unwritten.remove(key);
    }

    /** What is out for its score is needed again. */
    private void evict() {
        Iterator<LiveKey> eldest = live.values().iterator();
        while (live.size() > maxLive && eldest.hasNext()) {
            LiveKey key = eldest.next();
            if (key.state.idle()) {
                if (unwritten.contains(key)) {
                    write(key);
                }
                eldest.remove();
            }
        }
    }

    /** Called when a task turns from active to standby or back: the bytes behind will change without us. */
    @Override
    public void clearCache() {
        live.clear();
        dirty.clear();
        changed = false;
        open.clear();
        unwritten.clear();
        codec = null;
        switched = false;
        beforeWrite = () -> {};
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        super.init(context, root);
    }

    @Override
    public void close() {
        clearCache();
        super.close();
    }
}
