package dev.eddy.inference;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * A model that a reader can compute: {@code state' = state / 2 + sum of the window}, and its one output is {@code
 * state'}. It fails on {@link #POISON}, and can be told to fail, to hang and to be slow.
 *
 * <p>Any thread may tell it; one thread at a time steps it.
 */
public final class FakeModel implements SequenceModel {

    /** A window that holds this value makes its whole batch fail. */
    public static final float POISON = 666f;

    private static final int NEVER_ENDING = 1 << 20;

    private final ModelManifest manifest;
    private final float weight;
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final Semaphore passes = new Semaphore(NEVER_ENDING);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean broken;
    private volatile int longestRun;
    private volatile boolean stumbles;
    private volatile boolean staysOpen;
    private volatile int mostAtOnce = Integer.MAX_VALUE;
    private volatile Duration cost = Duration.ZERO;

    /** A model that wants its signal cut in a certain way. */
    public FakeModel(SignalSpec signal, WindowSpec window) {
        this(signal, window, "1", 1);
    }

    /** Another version, with {@code state' = state / 2 + weight * sum of the window}. */
    public FakeModel(SignalSpec signal, WindowSpec window, String version, float weight) {
        this("fake", signal, window, version, weight);
    }

    /** One of another name. */
    public static FakeModel named(String name, SignalSpec signal, WindowSpec window, float weight) {
        return new FakeModel(name, signal, window, "1", weight);
    }

    private FakeModel(String name, SignalSpec signal, WindowSpec window, String version, float weight) {
        this.weight = weight;
        this.manifest = new ModelManifest(
                name,
                version,
                signal,
                window,
                new InputSpec("x", List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                List.of(new StateSpec("h", "hN", List.of(1), 0, 0f)),
                "lengths",
                List.of(),
                List.of(new OutputSpec("y", OutputSpec.Kind.RAW, List.of(1), List.of(), List.of())),
                null);
    }

    /** What the state becomes: here is the whole model. */
    public static float after(float state, float[] window) {
        float after = 0.5f * state;
        for (float value : window) {
            after += value;
        }
        return after;
    }

    /** From now on every batch fails, or none. */
    public FakeModel broken(boolean everything) {
        this.broken = everything;
        return this;
    }

    /** The next batch fails, whatever is in it. */
    public FakeModel stumble() {
        this.stumbles = true;
        return this;
    }

    /** Fails when it is closed. */
    public FakeModel failWhenClosed() {
        this.staysOpen = true;
        return this;
    }

    /** From now on batches of more steps run out of memory. */
    public FakeModel holdAtMost(int steps) {
        this.mostAtOnce = steps;
        return this;
    }

    /** From now on every batch takes so long. */
    public FakeModel slow(Duration perBatch) {
        this.cost = perBatch;
        return this;
    }

    /** From now on batches hang. */
    public FakeModel hang() {
        passes.drainPermits();
        return this;
    }

    /** Lets some batches of a hanging model through. */
    public void release(int some) {
        passes.release(some);
    }

    /** Lets all batches through again. */
    public void release() {
        passes.release(NEVER_ENDING);
    }

    /** Sizes of all batches so far, those that failed and those that hang included. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** The most windows of one key in a step since this was asked last. */
    public int longestRun() {
        int longest = longestRun;
        longestRun = 0;
        return longest;
    }

    /** Whether it was closed. */
    public boolean closed() {
        return closed.getCount() == 0;
    }

    @Override
    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        batches.add(batch.size());
        batch.forEach(step -> longestRun = Math.max(longestRun, step.windows().size()));
        passes.acquireUninterruptibly();
        LockSupport.parkNanos(cost.toNanos());
        boolean stumbled = stumbles;
        stumbles = false;
        if (broken || stumbled || batch.stream().anyMatch(FakeModel::poisoned)) {
            throw new InferenceException("the fake model was told to fail", null);
        }
        if (batch.size() > mostAtOnce) {
            throw new OutOfMemoryError("the fake model holds at most " + mostAtOnce + " steps");
        }
        return batch.stream().map(this::scored).toList();
    }

    private static boolean poisoned(Step step) {
        for (Window window : step.windows()) {
            for (float value : window.values()) {
                if (value == POISON) {
                    return true;
                }
            }
        }
        return false;
    }

    private StepResult.Scored scored(Step step) {
        float[] outputs = new float[step.windows().size()];
        float state = step.state()[0];
        for (int i = 0; i < outputs.length; i++) {
            float[] values = step.windows().get(i).values();
            state = weight == 1 ? after(state, values) : 0.5f * state + weight * after(0, values);
            outputs[i] = state;
        }
        return new StepResult.Scored(step, outputs, new float[] {state});
    }

    @Override
    public boolean takesRuns() {
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
        if (staysOpen) {
            throw new InferenceException("the fake model was told not to close", null);
        }
    }
}
