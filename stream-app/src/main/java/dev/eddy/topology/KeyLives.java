package dev.eddy.topology;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Seed;
import dev.eddy.signal.Micros;
import java.util.function.LongSupplier;

/**
 * How the keys of a task come and go: they are forgotten when they are told to be or when nothing comes of them any more, and
 * can be given another past.
 *
 * <p>One thread: the stream thread of the task.
 */
final class KeyLives {

    private final Siblings siblings;
    private final KeyStateStore keyStates;
    private final WaitingKeys waiting;
    private final Expiry expiry;
    private final Tally tally;
    private final Runnable finish;
    private final LongSupplier now;

    /** Of one life of a task; {@code finish} leaves every key idle, {@code now} is in milliseconds since 1970. */
    KeyLives(
            Siblings siblings,
            KeyStateStore keyStates,
            WaitingKeys waiting,
            Expiry expiry,
            Tally tally,
            Runnable finish,
            LongSupplier now) {
        this.siblings = siblings;
        this.keyStates = keyStates;
        this.waiting = waiting;
        this.expiry = expiry;
        this.tally = tally;
        this.finish = finish;
        this.now = now;
    }

    /** A key of which something came; where nothing had come for too long, it starts afresh. */
    LiveKey current(String key) {
        LiveKey live = keyStates.get(key);
        if (!expiry.isOver(live, now.getAsLong())) {
            return live;
        }
        expire(key);
        return keyStates.get(key);
    }

    void expire(String key) {
        forget(key);
        tally.expired();
    }

    /** Once its last windows are scored, by a candidate, too. */
    void forget(String key) {
        finish.run();
        waiting.heard(key, false);
        keyStates.erase(key);
    }

    /** Gives a key another past, unless it is meant for the model of a sibling; says whether it does. */
    boolean plant(String key, Seed seed) throws EventDoor.Unusable {
        ModelId present = keyStates.lineage().current().model();
        if (siblings.models().contains(seed.model().name())) {
            return false;
        }
        if (!seed.model().equals(present)) {
            throw new EventDoor.Unusable(DeadLetter.badSeed(
                    "it must be of the model that scores here, " + present + ", but is of " + seed.model()));
        }
        LiveKey planted = keyStates.planted(key, seed.state());
        if (expiry.isOver(planted, now.getAsLong())) {
            throw new EventDoor.Unusable(DeadLetter.badSeed(
                    "it must be younger than --key-ttl, or it would be forgotten at once, but its newest sample is from "
                            + Micros.time(planted.state.newestMicros())));
        }
        forget(key);
        keyStates.put(key, planted);
        waiting.heard(key, planted.state.waits());
        return true;
    }
}
