package dev.eddy.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows that the event before has completed, for all states of one key that take it in, each for a model of its own: samples
 * that several of them have cut alike are held once. Where each of them stands, how it counts its epochs and what it scores stays
 * its own.
 *
 * <p>Not thread-safe.
 */
public final class SharedWindows {

    private static final Comparator<Window> IN_TIME = Comparator.comparingLong(Window::startMicros);

    /** Those that begin later than all before them: so nearly all. */
    private final List<Window> windows = new ArrayList<>(2);

    private @Nullable Samples event;

    /** A window of an event, with the values of one that was cut alike, if there is one. */
    @SuppressWarnings("ReferenceEquality") // events that are equal but came one after the other are two
    Window share(Samples of, Window window) {
        if (event != of) {
            event = of;
            windows.clear();
        }
        if (windows.isEmpty() || IN_TIME.compare(windows.get(windows.size() - 1), window) < 0) {
            windows.add(window);
            return window;
        }
        int at = Collections.binarySearch(windows, window, IN_TIME);
        boolean alike = at >= 0 && Arrays.equals(windows.get(at).values(), window.values());
        return alike ? window.over(windows.get(at).values()) : window;
    }
}
