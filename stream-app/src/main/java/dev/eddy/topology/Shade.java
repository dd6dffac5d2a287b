package dev.eddy.topology;

import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as a candidate has it: a hidden state of its own, and the windows that it is still to score. They come from the
 * present model, with what that one said of them. One thread.
 */
final class Shade {

    /** The offset of the order by which its trial began. */
    final long trial;

    /** So many windows in a row both models have agreed on, where it is counted. */
    int agreed;

    private final ArrayDeque<Answer> waiting = new ArrayDeque<>(2);
    private float[] hidden;
    private @Nullable Answer out;
    private long sinceNanos;

    Shade(long trial, int agreed, float[] hidden) {
        this.trial = trial;
        this.agreed = agreed;
        this.hidden = hidden;
    }

    /** After the last window that it has scored, flat; nobody writes to it. */
    float[] hidden() {
        return hidden;
    }

    void add(Answer incumbent) {
        waiting.add(incumbent);
    }

    /** The next step, unless one is out or none waits; an epoch's first one starts from the initial state. */
    @Nullable
    Step begin(float[] initial) {
        if (out != null || waiting.isEmpty()) {
            return null;
        }
        Answer next = waiting.remove();
        out = next;
        sinceNanos = System.nanoTime();
        Window window = next.result().step().window();
        if (window.initial()) {
            hidden = initial;
        }
        return new Step(next.result().step().key(), window, hidden);
    }

    /** Closes the step that is out. A window that could not be scored leaves the state as it was. */
    Answer close(StepResult result) {
        Answer incumbent = out;
        if (incumbent == null) {
            throw new IllegalStateException("no window of this key is with the candidate: call begin() first");
        }
        if (result instanceof StepResult.Scored scored) {
            hidden = scored.state();
        }
        out = null;
        return incumbent;
    }

    /** Whether a window is still to be scored. */
    boolean isBusy() {
        return out != null || !waiting.isEmpty();
    }

    /** What the present model said of the windows that are still to be scored; they will not be. */
    List<Answer> takeBack() {
        List<Answer> all = new ArrayList<>(waiting.size() + 1);
        if (out != null) {
            all.add(out);
        }
        all.addAll(waiting);
        out = null;
        waiting.clear();
        return all;
    }

    /** Since the step that is out, or was last, was handed out. */
    long nanos() {
        return System.nanoTime() - sinceNanos;
    }
}
