package dev.eddy.topology;

import dev.eddy.rollout.Control;
import dev.eddy.signal.Samples;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the keys of a task that begins take in the events once more that their stored states do not know, and nothing come of
 * it: what is to be said of those events was said before. What they lead to is as it was at the last commit, windows without a
 * score among it.
 *
 * <p>One thread: the stream thread of the task.
 */
final class Reread {

    private static final Logger LOG = LoggerFactory.getLogger(Reread.class);
    private static final double NANOS_PER_MILLI = 1e6;

    private final EventDoor door;
    private final KeyStateStore keyStates;
    private final WaitingKeys waiting;
    private final BiFunction<Duration, Punctuator, Cancellable> clock;
    private @Nullable Cancellable watching;

    /** Uses a clock while keys are behind. */
    Reread(
            EventDoor door,
            KeyStateStore keyStates,
            WaitingKeys waiting,
            BiFunction<Duration, Punctuator, Cancellable> clock) {
        this.door = door;
        this.keyStates = keyStates;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Brings the keys to where they were at the last commit. */
    void begin(Past past, int partition) {
        Unwritten.Range behind = keyStates.unwritten().stored();
        if (behind != null) {
            long start = System.nanoTime();
            TopicPartition signals = new TopicPartition(door.leading(), partition);
            past.read(signals, behind.from(), behind.to(), this::take);
            keyStates.unwritten().reached(behind.to() - 1);
            callForCommit();
            LOG.info(
                    "The events {} to {} of {} were read once more in {} ms",
                    behind.from(),
                    behind.to() - 1,
                    signals,
                    Math.round((System.nanoTime() - start) / NANOS_PER_MILLI));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> event) {
        keyStates.reached(event.offset());
        try {
            if (!Control.isIn(event.headers())) {
                take(door.key(event.key()), event);
            }
        } catch (EventDoor.Unusable e) {
            return; // it was a dead letter the first time
        }
    }

    private void take(String key, ConsumerRecord<byte[], byte[]> event) throws EventDoor.Unusable {
        if (event.value() == null) {
            keyStates.forgetBefore(key, event.offset());
            return;
        }
        if (keyStates.knows(key, event.offset())) {
            return;
        }
        Samples samples = door.samples(event.topic(), event.value(), event.timestamp(), event.headers());
        LiveKey live = keyStates.get(key);
        if (live.damage == null && live.state.takes(samples)) {
            live.state.accept(samples);
            keyStates.tookIn(live);
            waiting.heard(key, live.state.waits());
        }
    }

    /** Where nothing comes any more nothing is committed, and keys would be behind for ever. */
    void watch() {
        if (!keyStates.unwritten().isEmpty()) {
            callForCommit();
        }
    }

    private void callForCommit() {
        if (watching == null) {
            watching = clock.apply(Unwritten.LONGEST, now -> look());
        }
    }

    private void look() {
        if (keyStates.unwritten().isEmpty()) {
            stop();
        }
    }

    void stop() {
        if (watching != null) {
            watching.cancel();
            watching = null;
        }
    }
}
