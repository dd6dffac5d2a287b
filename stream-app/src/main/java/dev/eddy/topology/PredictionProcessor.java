package dev.eddy.topology;

import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.Lane;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The path of one event through one task: chunk in, windows cut, steps to the engine and back, predictions out.
 *
 * <p>A key with a complete window always has exactly one step out, so "no step is out" means "every key is idle": that is
 * what the commit hook waits for, and why no window is ever pending in the store.
 *
 * <p>One thread: the stream thread of the task.
 */
final class PredictionProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";

    private static final Duration COLLECT_EVERY = Duration.ofMillis(1);

    private final InferenceEngine engine;
    private final EventDoor door;
    private final Predictions words;
    private final TaskSetup setup;
    private final Tally tally;
    private final Onlooker onlooker;

    private ProcessorContext<byte[], byte[]> context;
    private KeyStateStore keyStates;
    private Lane lane;
    private WaitingKeys waiting;
    private @Nullable Cancellable collecting;
    private int open;

    @SuppressWarnings("NullAway.Init") // init() is the constructor that Kafka Streams calls for each life of a task
    PredictionProcessor(InferenceEngine engine, EventDoor door, Predictions words, TaskSetup setup) {
        this.engine = engine;
        this.door = door;
        this.words = words;
        this.setup = setup;
        this.tally = new Tally(setup.observers().metrics());
        this.onlooker = setup.observers().onlooker();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        keyStates = newContext.getStateStore(KeyStateStore.NAME);
        lane = engine.openLane();
        open = 0;
        collecting = null;
        CommitContext commit = CommitContext.of(newContext);
        waiting = new WaitingKeys(
                setup.bounds().grace(),
                look -> newContext.schedule(WaitingKeys.LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, look),
                key -> orAbandon(() -> release(key)));
        keyStates.beginCensus(setup.totals(), key -> waiting.found(key, now()));
        if (!setup.bounds().grace().isZero()) {
            waiting.look(keyStates::isCounted);
        }
        keyStates.beforeWrite(() -> commit.run(() -> orAbandon(() -> {
            drain();
            commit.awaitOutputsWithoutTransaction();
        })));
    }

    /**
     * Once something failed half-way, a state may be ahead of its predictions: nothing of this task may be written any
     * more, not even by the flush of a dirty close. The task starts again from its last commit.
     */
    private void orAbandon(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    private void abandon() {
        lane.close();
        keyStates.clearCache();
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        try {
            take(event);
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    private void take(Record<byte[], byte[]> event) {
        collect();
        keyStates.requireHook();
        try {
            String key = door.key(event.key());
            if (event.value() == null) {
                forget(key);
            } else {
                accept(key, event);
            }
        } catch (EventDoor.Unusable e) {
            deadLetter(e.letter(), event);
        }
        makeRoom();
    }

    private void makeRoom() {
        while (open > setup.bounds().pendingWindows()) {
            apply(awaitResult(patience()));
        }
        collectLater();
    }

    private void accept(String key, Record<byte[], byte[]> event) throws EventDoor.Unusable {
        Samples samples = door.samples(event.value());
        LiveKey live = keyStates.get(key);
        requireSound(live);
        KeyState state = live.state;
        int before = state.pending();
        Arrival arrival = state.accept(samples);
        tally.arrived(arrival);
        waiting.heard(key, state.waits(), now());
        if (arrival == Arrival.LATE) {
            throw new EventDoor.Unusable(
                    DeadLetter.late(state.epoch(), setup.bounds().grace()));
        }
        if (onlooker.watching()) {
            onlooker.arrived(key, samples);
        }
        submitCut(key, live, before, event.timestamp());
    }

    /** Takes in what has waited in a key for what did not come. */
    private void release(String key) {
        LiveKey live = keyStates.get(key);
        int before = live.state.pending();
        live.state.release();
        submitCut(key, live, before, now());
        makeRoom();
    }

    private void submitCut(String key, LiveKey live, int before, long eventMillis) {
        keyStates.touch(live);
        int cut = live.state.pending() - before;
        open += cut;
        tally.cut(cut);
        live.times.add(eventMillis, cut);
        submitNext(key, live.state);
    }

    /** Going on from a state that nobody knows would be a wrong prediction that looks right. */
    private static void requireSound(LiveKey live) throws EventDoor.Unusable {
        if (live.damage != null) {
            throw new EventDoor.Unusable(new DeadLetter(
                    DeadLetter.Reason.QUARANTINED,
                    "the stored state of this key must be whole but " + live.damage
                            + "; its events wait here: produce a null value for the key to forget it, then produce them"
                            + " again"));
        }
    }

    /** A null value is a tombstone: the key is forgotten once its last windows are scored. */
    private void forget(String key) {
        drain();
        waiting.heard(key, false, now());
        keyStates.erase(key);
    }

    private void submitNext(String key, KeyState state) {
        Optional<Window> window = state.begin();
        if (window.isPresent()) {
            lane.submit(new Step(key, window.get(), state.hidden()));
        }
    }

    /** Applies what the engine has finished, without waiting. */
    private void collect() {
        Optional<StepResult> result = lane.poll();
        while (result.isPresent()) {
            apply(result.get());
            result = lane.poll();
        }
    }

    /** Applies everything that is out: afterwards every key is idle. Idempotent. */
    private void drain() {
        long start = System.nanoTime();
        Patience patience = patience();
        while (lane.inFlight() > 0) {
            apply(awaitResult(patience));
        }
        tally.drained(System.nanoTime() - start);
        collectLater();
    }

    private Patience patience() {
        return new Patience(setup.bounds().drainTime(), System::nanoTime);
    }

    private StepResult awaitResult(Patience patience) {
        try {
            while (!patience.over()) {
                Optional<StepResult> result = lane.await(patience.begin());
                patience.end();
                if (result.isPresent()) {
                    return result.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("interrupted while waiting for the engine", e);
        }
        throw new StreamsException(
                "the engine must answer within " + setup.bounds().drainTime() + " but has not, with "
                        + lane.inFlight()
                        + " steps out; the app stops, and goes on from its last commit when it is started again. Lower"
                        + " --pending-windows if the model is slow");
    }

    private void apply(StepResult result) {
        Step step = result.step();
        LiveKey live = keyStates.get(step.key());
        open--;
        long eventMillis = live.times.remove();
        if (result instanceof StepResult.Scored scored) {
            live.state.advance(scored.state());
            forward(live.name.get(), scored);
            tally.predicted(eventMillis);
            if (onlooker.watching()) {
                onlooker.scored(step.key(), scored);
            }
        } else if (result instanceof StepResult.Failed failed) {
            live.state.skip();
            deadLetter(live.name.get(), failed);
        }
        keyStates.touch(live);
        submitNext(step.key(), live.state);
    }

    private void forward(byte[] key, StepResult.Scored scored) {
        context.forward(new Record<>(key, door.bytes(words.of(scored)), now()), PREDICTIONS);
    }

    private void deadLetter(byte[] key, StepResult.Failed failed) {
        Window window = failed.step().window();
        DeadLetter letter = new DeadLetter(
                DeadLetter.Reason.NOT_SCORED,
                "window " + window.step() + " of epoch " + window.epoch() + " could not be scored: " + failed.reason());
        tally.dead(letter.reason());
        setup.letters().add(key, letter);
        context.forward(letter.of(key, door.bytes(window), now(), Origin.NONE), DEAD_LETTERS);
    }

    private void deadLetter(DeadLetter letter, Record<byte[], byte[]> event) {
        tally.dead(letter.reason());
        setup.letters().add(event.key(), letter);
        context.forward(
                letter.of(
                        event.key(),
                        event.value(),
                        now(),
                        context.recordMetadata().orElse(Origin.NONE)),
                DEAD_LETTERS);
    }

    /**
     * The time of a record is when it was made. The time of its window is in its value: brokers refuse records from the
     * future, and one device with a wrong clock would stop all others.
     */
    private long now() {
        return context.currentSystemTimeMs();
    }

    /** Collects on a schedule while steps are out, and only then: an idle task must not commit for ever. */
    private void collectLater() {
        if (lane.inFlight() > 0 && collecting == null) {
            collecting = context.schedule(
                    COLLECT_EVERY,
                    PunctuationType.WALL_CLOCK_TIME,
                    now -> orAbandon(() -> {
                        collect();
                        collectLater();
                    }));
        } else if (lane.inFlight() == 0 && collecting != null) {
            collecting.cancel();
            collecting = null;
        }
    }

    @Override
    public void close() {
        lane.close();
        keyStates.endCensus();
    }
}
