package dev.eddy.inference;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
    private final LinkedBlockingQueue<Supplier<StepResult>> results = new LinkedBlockingQueue<>();
    private int inFlight;
    private volatile boolean closed;
    private volatile @Nullable InferenceException broken;

    Lane(Queue<Ticket> engine, AtomicInteger hurry) {
        this.engine = engine;
        this.hurry = hurry;
    }

    /**
     * Hands a step to the engine, which answers each of its windows.
     *
     * @param step of a key that has no other step out; of as many windows as the engine allows
     */
    public void submit(Step step) {
        inFlight += step.windows().size();
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
        Supplier<StepResult> ready = results.poll();
        if (ready != null || broken != null || closed) {
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
     * How many windows are out.
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

    private Optional<StepResult> taken(@Nullable Supplier<StepResult> next) {
        if (closed) {
            return Optional.empty();
        }
        if (next != null) {
            StepResult result = next.get();
            inFlight--;
            return Optional.of(result);
        }
        InferenceException failure = broken;
        if (failure != null) {
            throw again(failure);
        }
        return Optional.empty();
    }

    /** The same failure with the stack of whoever asks. */
    private static InferenceException again(InferenceException failure) {
        return new InferenceException(String.valueOf(failure.getMessage()), failure);
    }

    /** A step on its way through the engine; one without a step only wakes the engine up. */
    static final class Ticket {

        private final Lane lane;
        private final @Nullable Step step;
        private final long since = System.nanoTime();

        Ticket(Lane lane, @Nullable Step step) {
            this.lane = lane;
            this.step = step;
        }

        int windows() {
            return step == null ? 0 : step.windows().size();
        }

        boolean abandoned() {
            return step == null || lane.closed;
        }

        /** When it was handed in, as {@link System#nanoTime} counts. */
        long since() {
            return since;
        }

        Step step() {
            if (step == null) {
                throw new IllegalStateException("a ticket without a step must not be scored");
            }
            return step;
        }

        void deliver(StepResult result) {
            if (!lane.closed) {
                lane.results.add(() -> result);
            }
        }

        void breakLane(InferenceException failure) {
            lane.broken = failure;
            lane.results.add(() -> {
                throw again(failure);
            });
        }
    }
}
