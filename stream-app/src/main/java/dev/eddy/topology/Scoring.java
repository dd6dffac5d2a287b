package dev.eddy.topology;

import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** The model that scores for one task: the way into its engine and back. One thread: the stream thread of the task. */
final class Scoring {

    private final Engines engines;
    private final Duration drainTime;
    private @Nullable ModelId model;
    private @Nullable Predictions words;
    private @Nullable Lane lane;
    private int catchUp = 1;

    /** Waits so long at most, for a model as for its answers. */
    Scoring(Engines engines, Duration drainTime) {
        this.engines = engines;
        this.drainTime = drainTime;
    }

    /** Goes on with a model. Nothing may be out. */
    InferenceEngine begin(ModelId next) {
        end();
        try {
            InferenceEngine engine = engines.take(next, drainTime);
            model = next;
            lane = engine.openLane();
            catchUp = engine.catchUp();
            words = new Predictions(engine.manifest());
            return engine;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What is out does not come back. */
    void end() {
        if (lane != null) {
            lane.close();
        }
        if (model != null) {
            engines.giveBack(model);
            model = null;
        }
    }

    Predictions words() {
        return given(words);
    }

    int inFlight() {
        return lane == null ? 0 : lane.inFlight();
    }

    /** Lets the next window of a key be scored, unless one is out or none is complete; says whether it does. */
    boolean submitNext(String key, KeyState state) {
        return submitNext(key, state, 1);
    }

    /** The same, and with it those that follow, as many as the model scores in one run. */
    boolean submitRun(String key, KeyState state) {
        return submitNext(key, state, catchUp);
    }

    private boolean submitNext(String key, KeyState state, int most) {
        List<Window> windows = state.begin(most);
        if (!windows.isEmpty()) {
            submit(new Step(key, windows, state.hidden()));
        }
        return !windows.isEmpty();
    }

    void submit(Step step) {
        given(lane).submit(step);
    }

    /** What has been scored, without waiting. */
    Optional<StepResult> poll() {
        return given(lane).poll();
    }

    Patience patience() {
        return new Patience(drainTime, System::nanoTime);
    }

    StepResult await(Patience patience) {
        return awaited(patience)
                .orElseThrow(() -> new StreamsException(
                        "the engine must answer within " + drainTime + " but has not, with " + inFlight()
                                + " steps out; the app stops, and goes on from its last commit when it is started again. Lower"
                                + " --pending-windows if the model is slow"));
    }

    /** Nothing when the patience is over. */
    Optional<StepResult> awaited(Patience patience) {
        try {
            while (!patience.over()) {
                Optional<StepResult> result = given(lane).await(patience.begin());
                patience.end();
                if (result.isPresent()) {
                    return result;
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StreamsException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StreamsException("interrupted while waiting for the engine", e);
    }

    private static <T> T given(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a task must have begun before it scores");
        }
        return part;
    }
}
