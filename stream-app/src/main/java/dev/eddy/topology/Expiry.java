package dev.eddy.topology;

import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Ends the life of keys of which nothing has come for long. How late it is in a partition is the time of its newest samples,
 * but never ahead of the record that brought them: one device with a wrong clock must not end all others. An event of a key
 * whose time is over finds it forgotten, whether the sweep, which goes through the store a little at each commit, has met it
 * yet or not.
 *
 * <p>One thread: the stream thread of the task.
 */
final class Expiry implements AutoCloseable {

    /** A hundredth of the time between two commits, where they are 100 ms apart. */
    private static final long AT_COMMIT_NANOS = 1_000_000;

    private static final long BY_CLOCK_NANOS = 50_000_000;
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final long NEVER = Long.MIN_VALUE;

    /** Parts of the life of a key after which the store is looked through once more. */
    private static final long LOOKS = 10;

    private final KeyLife life;
    private final KeyStateStore keyStates;
    private final Consumer<String> end;
    private long partitionMicros = NEVER;
    private boolean moved;
    private @Nullable KeyValueIterator<Bytes, byte[]> sweep;
    private long sweptMicros = NEVER;

    /** Looks after the keys of one store; {@code end} forgets one of them, which is idle. */
    Expiry(KeyLife life, KeyStateStore keyStates, Consumer<String> end) {
        this.life = life;
        this.keyStates = keyStates;
        this.end = end;
        if (!life.isEndless()) {
            byte @Nullable [] stored = keyStates.notes().get(Notes.TIME);
            partitionMicros = stored == null ? NEVER : ByteBuffer.wrap(stored).getLong();
        }
    }

    /** Samples came with a record of some time. */
    void heard(Samples samples, SignalSpec signal, long timestampMillis) {
        if (life.isEndless()) {
            return;
        }
        long newest = Math.min(newest(samples, signal), TimeUnit.MILLISECONDS.toMicros(timestampMillis));
        if (newest > partitionMicros) {
            partitionMicros = newest;
            moved = true;
        }
    }

    private static long newest(Samples samples, SignalSpec signal) {
        long @Nullable [] times = samples.times();
        if (times == null) {
            return samples.startMicros() + signal.micros(samples.values().length / signal.channels());
        }
        long newest = samples.startMicros();
        for (long time : times) {
            newest = Math.max(newest, time);
        }
        return newest;
    }

    /** Whether the time of a key is over. One whose state is damaged is kept until somebody has looked at it. */
    boolean isOver(LiveKey key, long nowMillis) {
        long now = now(nowMillis);
        if (now == NEVER || key.damage != null) {
            return false;
        }
        long newest = key.state.newestMicros();
        return newest != NEVER && newest < now - life.micros();
    }

    private long now(long nowMillis) {
        if (life.isEndless()) {
            return NEVER;
        }
        long clock = TimeUnit.MILLISECONDS.toMicros(nowMillis);
        return life.by() == KeyLife.By.CLOCK ? Math.max(clock, partitionMicros) : partitionMicros;
    }

    /** Looks at the clock, if that says how late it is. Each look is a commit, so there are few. */
    void watch(BiFunction<Duration, Punctuator, Cancellable> clock) {
        if (!life.isEndless() && life.by() == KeyLife.By.CLOCK) {
            Duration part = life.ttl().dividedBy(LOOKS);
            Duration every = part.compareTo(OFTEN) < 0 ? OFTEN : part.compareTo(SELDOM) > 0 ? SELDOM : part;
            Cancellable unused = clock.apply(every, now -> sweep(now, BY_CLOCK_NANOS));
        }
    }

    /** Goes on through the store for a moment, while a commit is prepared. */
    void sweep(long nowMillis) {
        if (moved) {
            byte[] time =
                    ByteBuffer.allocate(Long.BYTES).putLong(partitionMicros).array();
            keyStates.notes().put(Notes.TIME, time);
            moved = false;
        }
        sweep(nowMillis, AT_COMMIT_NANOS);
    }

    private void sweep(long nowMillis, long nanos) {
        long now = now(nowMillis);
        if (now == NEVER) {
            return;
        }
        if (sweep == null && (sweptMicros == NEVER || now - sweptMicros >= life.micros() / LOOKS)) {
            sweep = keyStates.notes().all();
            sweptMicros = now;
        }
        long started = System.nanoTime();
        while (sweep != null && System.nanoTime() - started < nanos) {
            look(sweep, nowMillis);
        }
    }

    private void look(KeyValueIterator<Bytes, byte[]> keys, long nowMillis) {
        if (!keys.hasNext()) {
            close();
            return;
        }
        KeyValue<Bytes, byte[]> next = keys.next();
        if (!Notes.isOne(next.key)) {
            String key = new String(next.key.get(), StandardCharsets.UTF_8);
            if (isOver(keyStates.peek(key, next.value), nowMillis)) {
                endIfOver(key, keyStates.find(key), nowMillis);
            }
        }
    }

    /** What was seen of a key may be of an earlier commit. One that still waits for the model is met again. */
    private void endIfOver(String key, LiveKey live, long nowMillis) {
        if (live.state.idle() && isOver(live, nowMillis)) {
            end.accept(key);
        }
    }

    @Override
    public void close() {
        if (sweep != null) {
            sweep.close();
            sweep = null;
        }
    }
}
