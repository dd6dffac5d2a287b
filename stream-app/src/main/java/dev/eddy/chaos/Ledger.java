package dev.eddy.chaos;

import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What one key must have predicted and refused so far, as far as somebody has asked. One thread. */
final class Ledger {

    private final Script script;
    private final int key;
    private final KeyState state;
    private final Queue<String> refused = new ArrayDeque<>(1);
    private int next;

    /** The window whose prediction must come next, if it is known. */
    StepResult.@Nullable Scored expected;

    Ledger(Script script, int key, ModelManifest model) {
        this.script = script;
        this.key = key;
        this.state = new KeyState(model.signal(), model.window(), model.initialState());
    }

    /**
     * Goes on to the next window.
     *
     * @param sent how many events of this key may have been sent
     * @return the window to be scored next, or nothing if there is none in those events
     */
    Optional<Window> window(int sent) {
        Optional<Window> window = state.begin();
        while (window.isEmpty() && next < sent) {
            accept();
            window = state.begin();
        }
        return window;
    }

    /**
     * Why the key's next dead letter must have been refused; nothing if there must be none in those events. Windows are
     * passed over: samples that nobody takes would stay.
     */
    Optional<String> refusal(int sent) {
        while (refused.isEmpty() && next < sent) {
            accept();
            while (state.begin().isPresent()) {
                state.skip();
            }
        }
        return Optional.ofNullable(refused.poll());
    }

    private void accept() {
        Script.Event event = script.event(key, next++);
        switch (event.kind()) {
            case TOO_LARGE, NON_FINITE -> refused.add(event.kind().name());
            default -> {
                if (state.accept(event.samples()) == Arrival.LATE) {
                    refused.add(Arrival.LATE.name());
                }
            }
        }
    }

    /** The number of the event that completed the window that is out. */
    int completedBy() {
        return next - 1;
    }

    float[] hidden() {
        return state.hidden();
    }

    void advance(float[] after) {
        state.advance(after);
    }

    void skip() {
        state.skip();
    }
}
