package dev.eddy.topology;

import java.util.Arrays;

/**
 * When the events came that completed the windows of one key which are still to be scored, oldest first. One thread.
 */
final class EventTimes {

    private static final int FEW = 2;

    private long[] millis = new long[FEW];
    private int first;
    private int size;

    /** An event completed some windows. */
    void add(long eventMillis, int windows) {
        for (int i = 0; i < windows; i++) {
            if (size == millis.length) {
                grow();
            }
            millis[(first + size++) % millis.length] = eventMillis;
        }
    }

    /** The time of the event that completed the oldest of the windows, which is no longer to be scored. */
    long remove() {
        if (size == 0) {
            throw new IllegalStateException("a window must be added before it is removed but none is left");
        }
        long oldest = millis[first];
        first = (first + 1) % millis.length;
        size--;
        return oldest;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = Arrays.copyOf(millis, 2 * size);
        for (int i = 0; i < size; i++) {
            larger[i] = millis[(first + i) % size];
        }
        millis = larger;
        first = 0;
    }
}
