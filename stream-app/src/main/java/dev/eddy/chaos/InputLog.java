package dev.eddy.chaos;

import java.util.Arrays;

/**
 * The input: its script, how far it has come, and when each event was sent. The keys take turns, so that a number says it all. One thread
 * writes, any may read.
 */
final class InputLog {

    private final Script script;
    private final int keys;
    private final long startNanos = System.nanoTime();
    private int[] millis = new int[1 << 16];
    private int sent;

    InputLog(Script script, int keys) {
        this.script = script;
        this.keys = keys;
    }

    Script script() {
        return script;
    }

    int keys() {
        return keys;
    }

    /** Milliseconds since the campaign began. */
    int now() {
        return (int) ((System.nanoTime() - startNanos) / 1_000_000);
    }

    /** The next event is on its way. */
    synchronized void add() {
        if (sent == millis.length) {
            millis = Arrays.copyOf(millis, 2 * sent);
        }
        millis[sent++] = now();
    }

    /** How many events of a key may have been sent. */
    synchronized int sent(int key) {
        return sent / keys + (key < sent % keys ? 1 : 0);
    }

    /** When an event was sent, milliseconds since the campaign began. */
    synchronized int when(int key, int number) {
        return millis[number * keys + key];
    }
}
