package dev.eddy.inference;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches the steps of many keys, tasks and stream threads through one model on a thread of its own, or on several, each
 * with its own copy of the model: then one batch is put together while another is computed, and results of different keys
 * come in any order.
 *
 * <p>Whoever has steps opens a {@link Lane}, submits to it and collects the results from it; the engine touches nothing
 * of theirs. Any thread may open lanes. After {@link #close} lanes answer nothing more.
 */
public final class InferenceEngine implements AutoCloseable {

    static final String QUEUE = "engine.queue";

    private static final long WARM_UP_NANOS = 5_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
    private static final Duration END = Duration.ofSeconds(10);

    private final SequenceModel model;
    private final BatchPolicy policy;
    private final int catchUp;
    private final Duration closeTime;
    private final WaitingSteps waiting;
    private final List<EngineThread> threads;
    private final EngineMeters meters;
    private boolean closed;

    /**
     * Starts an engine of one thread.
     *
     * @param model what scores; closed with the engine
     * @param policy when a batch is run
     * @param metrics receives {@code engine.queue} (windows that wait), {@code engine.wait} (of the oldest step of each
     *     batch), {@code engine.batch} (its size), {@code engine.run} (how long it took) and {@code engine.failovers}
     *     (devices that were lost)
     */
    public InferenceEngine(SequenceModel model, BatchPolicy policy, MetricRegistry metrics) {
        this(List.of(model), policy, metrics);
    }

    /**
     * Starts an engine with a thread for each model.
     *
     * @param models the same model, opened as often as batches shall be run at a time, once or more; closed with the engine
     * @param policy when a batch is run
     * @param metrics as above
     */
    public InferenceEngine(List<? extends SequenceModel> models, BatchPolicy policy, MetricRegistry metrics) {
        this(models, policy, metrics, END);
    }

    /**
     * Opens a model once for each of the policy's threads, and starts an engine with them.
     *
     * @param open opens the model
     * @param policy when a batch is run, and how many at a time
     * @param metrics as above
     * @return the engine
     */
    public static InferenceEngine of(Supplier<SequenceModel> open, BatchPolicy policy, MetricRegistry metrics) {
        List<SequenceModel> models = new ArrayList<>();
        try {
            for (int i = 0; i < policy.threads(); i++) {
                models.add(open.get());
            }
            return new InferenceEngine(models, policy, metrics);
        } catch (RuntimeException | Error e) {
            try {
                forAll(models, SequenceModel::close);
            } catch (RuntimeException | Error closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** One failure keeps nobody else from it; the first one is thrown in the end and tells of the others. */
    static <T> void forAll(List<T> all, Consumer<T> closing) {
        List<RuntimeException> failures = new ArrayList<>();
        for (T one : all) {
            try {
                closing.accept(one);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    InferenceEngine(
            List<? extends SequenceModel> models, BatchPolicy policy, MetricRegistry metrics, Duration closeTime) {
        this.model = models.get(0);
        this.closeTime = closeTime;
        this.policy = policy;
        this.catchUp = CatchUp.allowed(model, policy.catchUp());
        this.waiting = new WaitingSteps(policy);
        metrics.gauge(QUEUE, () -> this::waiting);
        this.meters = EngineMeters.of(metrics);
        this.threads = models.stream()
                .map(it -> new EngineThread(it, policy, waiting, meters))
                .toList();
        threads.forEach(EngineThread::start);
    }

    /**
     * What the model promises.
     *
     * @return its manifest
     */
    public ModelManifest manifest() {
        return model.manifest();
    }

    /**
     * Where the model of the first thread runs now. Any thread may ask.
     *
     * @return the device
     */
    public Device device() {
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

    /**
     * For measurements, which would be the processor's otherwise. Asked after {@link #close}, it counts the last batch, too.
     *
     * @throws InferenceException when a device was lost on the way
     */
    public void requireNoLoss() {
        long lost = meters.failovers().getCount();
        if (lost > 0) {
            throw new InferenceException(
                    "the device must stay but was lost " + lost + " times: the log says why", null);
        }
    }

    /** How many windows wait. */
    int waiting() {
        return waiting.windows();
    }

    /**
     * Opens a lane for one owner.
     *
     * @return a lane without steps
     */
    public Lane openLane() {
        return waiting.openLane();
    }

    /**
     * Scores silence on each thread and waits for it, so that no window of a stream pays for what a runtime does on its first
     * run.
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
        for (EngineThread thread : threads) {
            score(thread, silences);
        }
    }

    /** Others may be woken up in its place, so it is tried again. */
    private void score(EngineThread thread, int silences) throws InterruptedException {
        Step silence = Step.silence("silence", manifest());
        try (Lane lane = thread.openLane()) {
            for (int i = 0; i < silences; i++) {
                lane.submit(silence);
            }
            waiting.wake();
            while (lane.inFlight() > 0) {
                Optional<StepResult> result = lane.await(WARM_UP_NANOS);
                if (result.isEmpty() && thread.isAsked()) {
                    waiting.wake();
                } else if (result.orElse(null) instanceof StepResult.Failed failed) {
                    throw new InferenceException("the model must score silence but " + failed.reason(), null);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.forEach(EngineThread::end);
        long until = System.nanoTime() + closeTime.toNanos();
        forAll(threads, thread -> end(thread, until));
    }

    private void end(EngineThread thread, long until) {
        if (!thread.closed(until)) {
            LOG.warn("The model has not answered for {} and is left behind: it ends with the process", closeTime);
        }
    }
}
