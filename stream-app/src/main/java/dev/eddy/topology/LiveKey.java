package dev.eddy.topology;

import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A key in memory. {@code dirty} belongs to the {@link KeyStateStore}. One thread. */
final class LiveKey {

    /** No offset. */
    static final long NONE = -1;

    /** As the store and the topics know it; nobody writes to the bytes. */
    final Bytes name;

    /** Replaced when another model takes the key over. */
    KeyState state;

    /** Of the models of its task, from 0, the one that {@code state} belongs to. */
    int generation;

    /** Of the windows that wait for their score or are out for it. */
    final EventTimes times = new EventTimes();

    final RateWatch rate = new RateWatch();

    /** As a candidate has it; null for a key that none has scored. */
    @Nullable
    Shade shade;

    /** When the window that is out was handed to the engine, as {@link System#nanoTime} counts. */
    long sinceNanos;

    /** Of the newest event that it has taken in, if it matters, or {@link #NONE}. */
    long offset = NONE;

    /** What is the matter with the bytes that were stored; null for a key that can be used. */
    final @Nullable String damage;

    boolean dirty;

    LiveKey(Bytes name, KeyState state, int generation) {
        this(name, state, generation, null);
    }

    /** A key of whose stored state nothing is known any more but that it was damaged. */
    LiveKey(Bytes name, KeyState state, int generation, @Nullable String damage) {
        this.generation = generation;
        this.name = name;
        this.state = state;
        this.damage = damage;
    }

    /** Going on from a state that nobody knows would be a wrong prediction that looks right. */
    void requireTakes(Samples samples) throws EventDoor.Unusable {
        if (damage != null) {
            throw new EventDoor.Unusable(DeadLetter.quarantined(damage));
        }
        if (!state.takes(samples)) {
            throw new EventDoor.Unusable(DeadLetter.notResampled());
        }
    }
}
