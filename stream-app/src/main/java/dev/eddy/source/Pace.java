package dev.eddy.source;

import java.util.concurrent.TimeUnit;

/** Holds the sender back until the signal has come so far. */
@FunctionalInterface
interface Pace {

    /** Never waits. */
    Pace FULL = micros -> {};

    /**
     * Waits until a sample would have come about.
     *
     * @param micros time in the signal, microseconds since 1970; not earlier than in the call before
     */
    void await(long micros) throws InterruptedException;

    /** As fast as time goes by, where {@code firstMicros} is now. */
    static Pace realtime(long firstMicros) {
        long started = System.nanoTime();
        return micros -> {
            long due = started + TimeUnit.MICROSECONDS.toNanos(micros - firstMicros);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        };
    }
}
