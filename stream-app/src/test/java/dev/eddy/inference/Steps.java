package dev.eddy.inference;

import dev.eddy.signal.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Steps and their results to test with. */
final class Steps {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private Steps() {}

    static Step step(String key, float state, float... values) {
        return new Step(key, new Window(0, 0, 0, 0, values, false), new float[] {state});
    }

    /** Everything that a lane still has out, in the order in which it comes. */
    static List<StepResult> takeAll(Lane lane) throws InterruptedException {
        List<StepResult> results = new ArrayList<>();
        while (lane.inFlight() > 0) {
            results.add(take(lane));
        }
        return results;
    }

    static StepResult take(Lane lane) throws InterruptedException {
        Optional<StepResult> result = lane.await(PATIENCE);
        return result.orElseThrow(() -> new AssertionError("the engine has not answered"));
    }

    /** A result as {@code key: output -> state} or {@code key: failed}. */
    static String text(StepResult result) {
        String key = result.step().key() + ": ";
        return result instanceof StepResult.Scored scored
                ? key + scored.outputs()[0] + " -> " + scored.state()[0]
                : key + "failed";
    }
}
