package dev.eddy.signal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The windows of one key that have no score yet, oldest first: the first ones are out to be scored, the others wait. One thread. */
final class OpenWindows {

    private final ArrayDeque<Window> windows = new ArrayDeque<>(2);
    private int out;

    void add(Window window) {
        windows.add(window);
    }

    void addAll(Collection<Window> others) {
        windows.addAll(others);
    }

    /** The next windows that one run can score, unless some are out: it ends where one starts from the initial state. */
    List<Window> begin(int most) {
        if (out > 0 || windows.isEmpty()) {
            return List.of();
        }
        List<Window> run = new ArrayList<>(Math.min(most, windows.size()));
        for (Window window : windows) {
            if (run.size() == most || (window.initial() && !run.isEmpty())) {
                break;
            }
            run.add(window);
        }
        out = run.size();
        return run;
    }

    /** The oldest one that is out has its score, or will have none. */
    void close() {
        if (out == 0) {
            throw new IllegalStateException("no window of this key is being scored: call begin() first");
        }
        windows.remove();
        out--;
    }

    boolean areOut() {
        return out > 0;
    }

    int size() {
        return windows.size();
    }

    Collection<Window> all() {
        return windows;
    }
}
