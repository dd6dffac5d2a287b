package dev.eddy.inference;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The models that are ready to score, each in an engine of its own: the first one, with which the app was started, and
 * those that came while it ran. Any thread may call.
 */
public final class Engines implements AutoCloseable {

    private final ModelId first;
    private final Map<ModelId, Entry> ready = new LinkedHashMap<>();
    private final Map<ModelId, String> refused = new HashMap<>();
    private volatile Meter refusals = new Meter();

    /** An engine, how many score with it, and whether nobody may begin to. */
    private static final class Entry {
        final InferenceEngine engine;
        int users;
        boolean retired;

        Entry(InferenceEngine engine) {
            this.engine = engine;
        }
    }

    /**
     * Begins with one model.
     *
     * @param first which one
     * @param engine that runs it; closed with this
     */
    public Engines(ModelId first, InferenceEngine engine) {
        this.first = first;
        ready.put(first, new Entry(engine));
    }

    /**
     * Begins with a model that comes from no file.
     *
     * @param engine that runs it; closed with this
     * @return engines with this one
     */
    public static Engines of(InferenceEngine engine) {
        return new Engines(
                new ModelId(engine.manifest().name(), engine.manifest().version(), ""), engine);
    }

    /**
     * Tells of all engines together what the first one would tell of itself.
     *
     * @param metrics receives {@code engine.queue}, and counts {@code models.refused}
     */
    public void register(MetricRegistry metrics) {
        refusals = metrics.meter("models.refused");
        metrics.remove(InferenceEngine.QUEUE);
        metrics.gauge(InferenceEngine.QUEUE, () -> this::waiting);
    }

    private synchronized int waiting() {
        return ready.values().stream().mapToInt(it -> it.engine.waiting()).sum();
    }

    /**
     * With which the app was started.
     *
     * @return the model
     */
    public ModelId first() {
        return first;
    }

    /**
     * Scores silence with the first model and waits for it.
     *
     * @throws InferenceException when it cannot score
     * @throws InterruptedException when the thread is interrupted
     */
    public void warmUp() throws InterruptedException {
        firstEngine().warmUp();
    }

    /**
     * Where the first model runs.
     *
     * @return what computes now
     */
    public Device device() {
        return firstEngine().device();
    }

    private synchronized InferenceEngine firstEngine() {
        return Objects.requireNonNull(ready.get(first), "the first model stays").engine;
    }

    /**
     * All that are ready, in the order in which they came.
     *
     * @return models
     */
    public synchronized List<ModelId> ready() {
        return List.copyOf(ready.keySet());
    }

    /**
     * What a model promises.
     *
     * @param model which one
     * @return its manifest, if it is ready
     */
    public synchronized Optional<ModelManifest> manifest(ModelId model) {
        return Optional.ofNullable(ready.get(model)).map(it -> it.engine.manifest());
    }

    /**
     * A model is ready.
     *
     * @param model which one
     * @param engine that runs it; closed with this
     */
    public synchronized void add(ModelId model, InferenceEngine engine) {
        refused.remove(model);
        ready.put(model, new Entry(engine));
        notifyAll();
    }

    /**
     * A model will not be ready.
     *
     * @param model which one
     * @param reason what is wrong with it
     */
    public synchronized void refuse(ModelId model, String reason) {
        refused.put(model, reason);
        refusals.mark();
        notifyAll();
    }

    /**
     * A model is not wanted any more: its engine ends when nobody scores with it.
     *
     * @param model which one; the first one stays
     */
    public void retire(ModelId model) {
        synchronized (this) {
            Entry entry = ready.get(model);
            if (entry == null || model.equals(first)) {
                return;
            }
            entry.retired = true;
        }
        endIfUnused(model);
    }

    /**
     * Waits until a model is ready, and keeps it until it is given back.
     *
     * @param model which one
     * @param patience how long at most
     * @return its engine
     * @throws AbsentModelException when it is not ready in that time
     * @throws InterruptedException when the thread is interrupted
     */
    public synchronized InferenceEngine take(ModelId model, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Entry entry = ready.get(model);
        while (entry == null && !refused.containsKey(model) && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
            entry = ready.get(model);
        }
        if (entry == null) {
            throw absent(model, patience);
        }
        entry.users++;
        return entry.engine;
    }

    private AbsentModelException absent(ModelId model, Duration patience) {
        @Nullable String reason = refused.get(model);
        return new AbsentModelException("model " + model + " scores from here on and must be ready but "
                + (reason == null
                        ? "has not come within " + patience + ": check that --model-topic names the topic that it was"
                                + " published to, and that it was not retired"
                        : "was refused: " + reason));
    }

    /**
     * Nobody scores with it any more where it was taken.
     *
     * @param model that was taken
     */
    public void giveBack(ModelId model) {
        synchronized (this) {
            Entry entry = ready.get(model);
            if (entry != null) {
                entry.users--;
            }
        }
        endIfUnused(model);
    }

    private void endIfUnused(ModelId model) {
        InferenceEngine unused = null;
        synchronized (this) {
            Entry entry = ready.get(model);
            if (entry != null && entry.retired && entry.users <= 0) {
                ready.remove(model);
                unused = entry.engine;
            }
        }
        if (unused != null) {
            unused.close();
        }
    }

    @Override
    public void close() {
        List<InferenceEngine> all = new ArrayList<>();
        synchronized (this) {
            ready.values().forEach(it -> all.add(it.engine));
        }
        InferenceEngine.forAll(all, InferenceEngine::close);
    }
}
