package dev.eddy.bench;

import dev.eddy.local.JavaProcess;
import java.time.Duration;
import java.util.Optional;

/**
 * A contender in a process of its own, as seen from outside.
 *
 * @param process follows {@link Orders}
 */
record Contestant(JavaProcess process) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    void begin(String signals, String predictions) {
        process.tell(Orders.RUN + signals + " " + predictions);
        process.awaitLine(Orders.RUNNING + predictions, PATIENCE);
    }

    void end(String predictions) {
        if (failure(predictions).isEmpty()) {
            process.tell(Orders.STOP + predictions);
            process.awaitLine(Orders.STOPPED + predictions, PATIENCE);
        }
    }

    /** Why it does not go on; empty while it does. */
    Optional<String> failure(String predictions) {
        if (!process.alive()) {
            return Optional.of("its process has ended; " + process.tail());
        }
        return process.said(Orders.FAILED + predictions)
                ? Optional.of("it failed; " + process.tail())
                : Optional.empty();
    }

    @Override
    public void close() {
        process.close();
    }
}
