package dev.eddy.inference;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches the steps of many keys, tasks and stream threads through one model on a thread of its own.
 *
 * <p>Whoever has steps opens a {@link Lane}, submits to it and collects the results from it; the engine touches nothing
 * of theirs. Any thread may open lanes. After {@link #close} lanes answer nothing more.
 */
public final class InferenceEngine implements AutoCloseable {

    static final String QUEUE = "engine.queue";

    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
    private static final Duration END = Duration.ofSeconds(10);

    private final SequenceModel model;
    private final BatchPolicy policy;
    private final BatchRunner runner;
    private final int catchUp;
    private final Duration closeTime;
    private final LinkedBlockingQueue<Lane.Ticket> waiting = new LinkedBlockingQueue<>();
    /** How many owners wait for a result right now. */
    private final AtomicInteger hurry = new AtomicInteger();

    private final Counter failovers;
    private long knownFailovers;
    private final Histogram batchSize;
    private final Timer waitTime;
    private final Timer runTime;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * Starts the engine's thread.
     *
     * @param model what scores; closed with the engine
     * @param policy when a batch is run
     * @param metrics receives {@code engine.queue} (windows that wait), {@code engine.wait} (of the oldest step of each
     *     batch), {@code engine.batch} (its size), {@code engine.run} (how long it took) and {@code engine.failovers}
     *     (devices that were lost)
     */
    public InferenceEngine(SequenceModel model, BatchPolicy policy, MetricRegistry metrics) {
        this(model, policy, metrics, END);
    }

    InferenceEngine(SequenceModel model, BatchPolicy policy, MetricRegistry metrics, Duration closeTime) {
        this.model = model;
        this.closeTime = closeTime;
        this.policy = policy;
        this.runner = new BatchRunner(model, policy.limit());
        this.catchUp = CatchUp.allowed(model, policy.catchUp());
        this.batchSize = metrics.histogram("engine.batch");
        this.waitTime = metrics.timer("engine.wait");
        this.runTime = metrics.timer("engine.run");
        metrics.gauge(QUEUE, () -> this::waiting);
        this.failovers = metrics.counter("engine.failovers");
        this.thread = new Thread(this::work, "inference-engine");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What the model promises.
     *
     * @return its manifest
     */
    public ModelManifest manifest() {
        return model.manifest();
    }

    /** Where the model runs now. */
    Device device() {
        return model.device();
    }

    /**
     * How many windows a step may have: more than one where the policy allows it and the model can.
     *
     * @return 1 or more
     */
    public int catchUp() {
        return catchUp;
    }

    /** How many windows wait. */
    int waiting() {
        return windows(waiting);
    }

    private static int windows(Collection<Lane.Ticket> tickets) {
        int windows = 0;
        for (Lane.Ticket ticket : tickets) {
            windows += ticket.windows();
        }
        return windows;
    }

    /**
     * Opens a lane for one owner.
     *
     * @return a lane without steps
     */
    public Lane openLane() {
        return new Lane(waiting, hurry);
    }

    /**
     * Scores silence and waits for it, so that no window of a stream pays for what a runtime does on its first run.
     *
     * @throws InferenceException when the model cannot score
     * @throws InterruptedException when the thread is interrupted
     */
    public void warmUp() throws InterruptedException {
        score(1);
    }

    /**
     * The same in batches of all sizes up to the limit, doubling.
     *
     * @throws InferenceException when the model cannot score
     * @throws InterruptedException when the thread is interrupted
     */
    public void warmUpInBatches() throws InterruptedException {
        for (int size = 1; size < policy.limit(); size *= 2) {
            score(size);
        }
        score(policy.limit());
    }

    private void score(int silences) throws InterruptedException {
        try (Lane lane = openLane()) {
            for (int i = 0; i < silences; i++) {
                lane.submit(runner.silence());
            }
            while (lane.inFlight() > 0) {
                Optional<StepResult> result = lane.await(WARM_UP_NANOS);
                if (result.isPresent() && result.get() instanceof StepResult.Failed failed) {
                    throw new InferenceException("the model must score silence but " + failed.reason(), null);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!running) {
            return;
        }
        running = false;
        thread.interrupt();
        awaitEnd();
        if (thread.isAlive()) {
            LOG.warn("The model has not answered for {} and is left behind: it ends with the process", closeTime);
        } else {
            runner.close();
        }
    }

    /** A model must not be closed while it runs, and one that hangs must not keep the process. */
    private void awaitEnd() {
        long end = System.nanoTime() + closeTime.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Lane.Ticket> batch = new ArrayList<>(policy.limit());
        while (running) {
            try {
                collect(batch);
            } catch (InterruptedException e) {
                continue; // close() has cleared `running`
            }
            batch.removeIf(Lane.Ticket::abandoned);
            try {
                run(batch);
            } catch (RuntimeException | Error e) {
                InferenceException failure = new InferenceException("the engine failed: " + e + "; restart the app", e);
                batch.forEach(ticket -> ticket.breakLane(failure));
            }
            batch.clear();
        }
    }

    private void collect(List<Lane.Ticket> batch) throws InterruptedException {
        batch.add(waiting.take());
        waiting.drainTo(batch, policy.limit() - batch.size());
        long deadline = System.nanoTime() + policy.linger().toNanos();
        while (batch.size() < policy.limit() && hurry.get() == 0) {
            Lane.Ticket next = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            waiting.drainTo(batch, policy.limit() - batch.size());
        }
    }

    private void run(List<Lane.Ticket> batch) {
        if (batch.isEmpty()) {
            return;
        }
        batchSize.update(windows(batch));
        waitTime.update(System.nanoTime() - batch.get(0).since(), TimeUnit.NANOSECONDS);
        runTime.time(() -> runner.run(batch));
        long lost = model.failovers();
        failovers.inc(lost - knownFailovers);
        knownFailovers = lost;
    }
}
