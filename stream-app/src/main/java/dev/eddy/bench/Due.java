package dev.eddy.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** When the last event of each window was due. Any thread may call. */
final class Due {

    private final Load load;
    private final int windows;
    private final int beginning;
    private final AtomicLongArray nanos;

    /** For so many windows of each key, the first of which are not to be counted. */
    Due(Load load, int windows, int beginning) {
        this.load = load;
        this.windows = windows;
        this.beginning = beginning;
        this.nanos = new AtomicLongArray(load.keys() * windows);
    }

    void sent(int key, int event, long at) {
        for (int window = load.complete(event - 1); window < load.complete(event); window++) {
            nanos.set(key * windows + window, at);
        }
    }

    int keys() {
        return load.keys();
    }

    boolean counts(int window) {
        return window >= beginning;
    }

    long at(int key, int window) {
        return nanos.get(key * windows + window);
    }
}
