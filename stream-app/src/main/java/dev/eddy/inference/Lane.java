package dev.eddy.inference;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One owner's way into the engine and back. What a lane was given comes back through it, in the order in which it was
 * scored; what is still out when the lane is closed never does.
 *
 * <p>One thread at a time, except for the engine's deliveries.
 */
public final class Lane implements AutoCloseable {

    private final Queue<Ticket> engine;
    private final AtomicInteger hurry;
    private final LinkedBlockingQueue<StepResult> results = new LinkedBlockingQueue<>();
    private int inFlight;
    private volatile boolean closed;
    private volatile @Nullable InferenceException broken;

    Lane(Queue<Ticket> engine, AtomicInteger hurry) {
        this.engine = engine;
        this.hurry = hurry;
    }

    /**
     * Hands a step to the engine.
     *
     * @param step of a key that has no other step out
     */
    public void submit(Step step) {
        inFlight++;
        engine.add(new Ticket(this, step));
    }

    /**
     * Takes a result if there is one.
     *
     * @return the next result, or nothing yet
     * @throws InferenceException when the model scores nothing any more; the steps that are out stay unanswered
     */
    public Optional<StepResult> poll() {
        return taken(results.poll());
    }

    /**
     * Waits for a result. The engine does not linger meanwhile.
     *
     * @param nanos how long at most, nanoseconds
     * @return the next result, or nothing in that time
     * @throws InterruptedException when the thread is interrupted
     * @throws InferenceException when the model scores nothing any more; the steps that are out stay unanswered
     */
    public Optional<StepResult> await(long nanos) throws InterruptedException {
        StepResult ready = results.poll();
        if (ready != null) {
            return taken(ready);
        }
        hurry.incrementAndGet();
        try {
            engine.add(new Ticket(this, null));
            return taken(results.poll(nanos, TimeUnit.NANOSECONDS));
        } finally {
            hurry.decrementAndGet();
        }
    }

    /**
     * How many steps are out.
     *
     * @return submitted and not yet taken
     */
    public int inFlight() {
        return inFlight;
    }

    @Override
    public void close() {
        closed = true;
        results.clear();
        inFlight = 0;
    }

    private Optional<StepResult> taken(@Nullable StepResult result) {
        InferenceException failure = broken;
        if (result == null && failure != null) {
            throw new InferenceException(String.valueOf(failure.getMessage()), failure);
        }
        if (result != null) {
            inFlight--;
        }
        return Optional.ofNullable(result);
    }

    /** A step on its way through the engine; one without a step only wakes the engine up. */
    static final class Ticket {

        private final Lane lane;
        private final @Nullable Step step;

        Ticket(Lane lane, @Nullable Step step) {
            this.lane = lane;
            this.step = step;
        }

        boolean abandoned() {
            return step == null || lane.closed;
        }

        Step step() {
            if (step == null) {
                throw new IllegalStateException("a ticket without a step must not be scored");
            }
            return step;
        }

        void deliver(StepResult result) {
            if (!lane.closed) {
                lane.results.add(result);
            }
        }

        void breakLane(InferenceException failure) {
            lane.broken = failure;
        }
    }
}
