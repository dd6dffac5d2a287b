package dev.eddy.chaos;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The clock of one fault: how long a partition had no new committed prediction, and how long a window had to wait for its
 * own. Any thread may call.
 */
final class Watch {

    private final long[] heard;
    private final BitSet everHeard = new BitSet();
    private long longestSilence;
    private long longestWait;

    Watch(int partitions) {
        this.heard = new long[partitions];
    }

    /** A fault begins. */
    synchronized void start() {
        Arrays.fill(heard, now());
        longestSilence = 0;
        longestWait = 0;
    }

    /** A prediction was read. */
    synchronized void heard(int partition) {
        long now = now();
        longestSilence = Math.max(longestSilence, now - heard[partition]);
        heard[partition] = now;
        everHeard.set(partition);
    }

    /** A window was predicted so long after its last event was sent. */
    synchronized void waited(long millis) {
        longestWait = Math.max(longestWait, millis);
    }

    synchronized boolean allHeard() {
        return everHeard.cardinality() == heard.length;
    }

    /** How long some partition was silent, seconds: from the fault to its first new prediction, if there was a fault. */
    synchronized double longestSilence() {
        return longestSilence / 1e3;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Seconds. */
    synchronized double longestWait() {
        return longestWait / 1e3;
    }
}
