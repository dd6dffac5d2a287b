package dev.eddy.signal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The windows of one key that have no score yet: some are out to be scored, the others wait, oldest first. One thread. */
final class OpenWindows {

    private final ArrayDeque<Window> waiting = new ArrayDeque<>(2);
    private int out;

    void add(Window window) {
        waiting.add(window);
    }

    void addAll(Collection<Window> windows) {
        waiting.addAll(windows);
    }

    /** The next windows that one run can score, unless some are out: it ends where one starts from the initial state. */
    List<Window> begin(int most) {
        if (out > 0 || waiting.isEmpty()) {
            return List.of();
        }
        List<Window> run = new ArrayList<>(Math.min(most, waiting.size()));
        do {
            run.add(waiting.remove());
        } while (run.size() < most && !waiting.isEmpty() && !waiting.element().initial());
        out = run.size();
        return run;
    }

    /** The oldest one that is out has its score, or will have none. */
    void close() {
        if (out == 0) {
            throw new IllegalStateException("no window of this key is being scored: call begin() first");
        }
        out--;
    }

    int size() {
        return waiting.size() + out;
    }
}
