package dev.eddy.topology;

import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a task that have no score yet: to the engine, and back from it into their keys and out as predictions.
 *
 * <p>A key with a complete window always has exactly one step out, of one window or of a run of them, so "no step is out" means
 * "every key is idle".
 *
 * <p>One thread, and one life of a task.
 */
final class WindowsOut {

    private static final Duration COLLECT_EVERY = Duration.ofMillis(1);

    private final Scoring scoring;
    private final Shadow shadow;
    private final KeyStateStore keyStates;
    private final Outlets outlets;
    private final Tally tally;
    private final TopologySettings.Bounds bounds;
    private final BiFunction<Duration, Punctuator, Cancellable> clock;
    private @Nullable Cancellable collecting;
    private int open;
    /** Whether the last answer was one of a run of which others are still to come. */
    private boolean withinRun;

    /** Of keys that a model scores, and maybe a candidate beside it; uses a clock while any are out. */
    WindowsOut(
            Scoring scoring,
            Shadow shadow,
            KeyStateStore keyStates,
            Outlets outlets,
            Tally tally,
            TopologySettings.Bounds bounds,
            BiFunction<Duration, Punctuator, Cancellable> clock) {
        this.scoring = scoring;
        this.shadow = shadow;
        this.keyStates = keyStates;
        this.outlets = outlets;
        this.tally = tally;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Has scored what was not when the last commit was written. */
    void resume(long nowMillis) {
        keyStates.open().forEach(key -> submitOpen(key, keyStates.get(key), nowMillis));
        collectLater();
    }

    /** The same of one key, of which nothing else may have changed. */
    void submitOpen(String key, LiveKey live, long nowMillis) {
        if (live.state.open() > live.times.size()) {
            keyStates.touch(live);
            submit(key, live, nowMillis);
        }
    }

    /** Takes in the windows of a key that were cut since it was asked last. */
    void submitCut(String key, LiveKey live, long eventMillis) {
        tally.cut(submit(key, live, eventMillis));
    }

    private int submit(String key, LiveKey live, long eventMillis) {
        int more = live.state.open() - live.times.size();
        open += more;
        live.times.add(eventMillis, more);
        submitNext(key, live);
        return more;
    }

    /** Beside a trial one window at a time: both models score the same, and the time of each counts. */
    private void submitNext(String key, LiveKey live) {
        if (!shadow.goesOn()) {
            scoring.submitRun(key, live.state);
        } else if (scoring.submitNext(key, live.state)) {
            live.sinceNanos = System.nanoTime();
        }
    }

    /** Waits while there are more than there may be. */
    void makeRoom() {
        while (open > bounds.pendingWindows()) {
            apply(scoring.await(scoring.patience()));
        }
        shadow.await(bounds.pendingWindows());
        collectLater();
    }

    /** Applies what the engine has finished, without waiting. */
    void collect() {
        Optional<StepResult> result = scoring.poll();
        while (result.isPresent()) {
            apply(result.get());
            result = scoring.poll();
        }
        shadow.collect();
    }

    /**
     * Before keys are written. Where much is out some of it stays out, so that the engine need not stand still during the
     * commit; it is written with its keys, and its predictions belong to the next commit. A candidate and the present model
     * go together.
     */
    void settle() {
        int most =
                bounds.windowsOverCommit(keyStates.lineage().current().layout().windowValues());
        drain(open > most && !shadow.goesOn() ? most : 0);
    }

    /** Applies everything that is out: afterwards every key is idle. Idempotent. */
    void drain() {
        drain(0);
    }

    private void drain(int most) {
        long start = System.nanoTime();
        Patience patience = scoring.patience();
        while (scoring.inFlight() > 0 && (open > most || withinRun)) {
            apply(scoring.await(patience));
        }
        shadow.await(0);
        tally.drained(System.nanoTime() - start);
        collectLater();
    }

    /** Drains, where there is anything to be drained. */
    void finish() {
        if (isBusy()) {
            drain();
        }
    }

    private void apply(StepResult result) {
        Step step = result.step();
        LiveKey live = keyStates.get(step.key());
        open--;
        Answer answer = new Answer(result, scoring.words(), live.times.remove(), System.nanoTime() - live.sinceNanos);
        if (result instanceof StepResult.Scored scored) {
            live.state.advance(scored.state());
        } else {
            live.state.skip();
        }
        withinRun = live.state.isOut();
        keyStates.touch(live);
        if (!shadow.offer(live, answer)) {
            outlets.tell(live, answer, keyStates.lineage().current().layout());
        }
        submitNext(step.key(), live);
    }

    /** What is out does not come back to this life of the task. */
    void stop() {
        if (collecting != null) {
            collecting.cancel();
            collecting = null;
        }
    }

    /** Whether any window is out. */
    private boolean isBusy() {
        return scoring.inFlight() > 0 || shadow.busy();
    }

    /** Collects on a schedule while steps are out, and only then: an idle task must not commit for ever. */
    private void collectLater() {
        boolean out = isBusy();
        if (out && collecting == null) {
            collecting = clock.apply(COLLECT_EVERY, now -> {
                collect();
                collectLater();
            });
        } else if (!out && collecting != null) {
            collecting.cancel();
            collecting = null;
        }
    }
}
