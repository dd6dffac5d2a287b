package dev.eddy.topology;

import dev.eddy.inference.Engines;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Control;
import dev.eddy.rollout.Seed;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The path of one event through one task: chunk in, windows cut, steps to the engine and back, predictions out.
 *
 * <p>A key with a complete window always has exactly one step out, of one window or of a run of them, so "no step is out" means "every key is idle": that is
 * what the commit hook waits for, and why no window is ever pending in the store.
 *
 * <p>One thread: the stream thread of the task.
 */
final class PredictionProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration COLLECT_EVERY = Duration.ofMillis(1);

    private final Engines engines;
    private final Scoring scoring;
    private final EventDoor door;
    private final TaskSetup setup;
    private final Tally tally;
    private final Onlooker onlooker;

    private ProcessorContext<byte[], byte[]> context;
    private KeyStateStore keyStates;
    private WaitingKeys waiting;
    private Outlets outlets;
    private Shadow shadow;
    private ControlRecords controls;
    private Expiry expiry;
    private KeyLives keys;
    private @Nullable Cancellable collecting;
    private int open;
    /** Whether the last answer was one of a run of which others are still to come. */
    private boolean withinRun;

    @SuppressWarnings("NullAway.Init") // init() is the constructor that Kafka Streams calls for each life of a task
    PredictionProcessor(Engines engines, EventDoor door, TaskSetup setup) {
        this.engines = engines;
        this.scoring = new Scoring(engines, setup.bounds().drainTime());
        this.door = door;
        this.setup = setup;
        this.tally = new Tally(setup.observers().metrics());
        this.onlooker = setup.observers().onlooker();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        keyStates = newContext.getStateStore(setup.siblings().part(KeyStateStore.NAME));
        open = 0;
        withinRun = false;
        collecting = null;
        try {
            beginScoring();
        } catch (RuntimeException e) {
            abandon(); // nobody closes what could not begin
            throw e;
        }
        watchKeys();
        resume();
        CommitContext commit = CommitContext.of(newContext);
        keyStates.beforeWrite(() -> commit.run(() -> orAbandon(() -> {
            settle();
            expiry.sweep(now());
            commit.awaitOutputsWithoutTransaction();
        })));
    }

    private void beginScoring() {
        outlets = new Outlets(context, door, setup, tally);
        Shadow.Life life = new Shadow.Life(keyStates, outlets, context.taskId().partition());
        shadow = new Shadow(engines, door.shadow(), setup, tally, life);
        Succession succession = new Succession(door, scoring, setup);
        controls = new ControlRecords(door, tally, keyStates, succession, shadow, this::drain);
        scoring.begin(keyStates.lineage().current().model());
        shadow.resume();
    }

    /** Keys of which something waits, and keys of which nothing comes. */
    private void watchKeys() {
        waiting = new WaitingKeys(
                setup.bounds().grace(),
                look -> byClock(WaitingKeys.LOOK_EVERY, look),
                key -> orAbandon(() -> release(key)));
        expiry = new Expiry(setup.life(), keyStates, key -> keys.expire(key));
        keys = new KeyLives(setup.siblings(), keyStates, waiting, expiry, tally, this::finish, this::now);
        expiry.watch((every, look) -> byClock(every, now -> orAbandon(() -> look.punctuate(now))));
        keyStates.beginCensus(setup.totals(), waiting::found);
        if (!setup.bounds().grace().isZero()) {
            waiting.look(keyStates::isCounted);
        }
    }

    /** Has scored what was not when the last commit was written. */
    private void resume() {
        keyStates.open().forEach(key -> submitCut(key, keyStates.get(key), now()));
        collectLater();
    }

    private Cancellable byClock(Duration every, Punctuator look) {
        return context.schedule(every, PunctuationType.WALL_CLOCK_TIME, look);
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
        scoring.end();
        shadow.stop();
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
            if (!Control.isIn(event.headers())) {
                if (shadow.isOver(event.timestamp()) && leads()) {
                    controls.endOverlap(context.recordMetadata().orElse(Origin.NONE), context.appConfigs());
                }
                accept(door.key(event.key()), event);
            } else if (!leads()) {
                controls.requireNotOurs(event, topic());
            } else if (Seed.isIn(event.headers())) {
                plant(door.key(event.key()), door.seed(event.value()), event.timestamp());
            } else {
                controls.obey(event, context.recordMetadata().orElse(Origin.NONE), context.appConfigs());
            }
        } catch (EventDoor.Unusable e) {
            outlets.deadLetter(e.letter(), event);
        }
        makeRoom();
    }

    /** Where the event comes from. */
    private String topic() {
        return door.isFused() ? context.recordMetadata().orElse(Origin.NONE).topic() : door.leading();
    }

    /** Orders and seeds are in one topic, so that all of them have one order. */
    private boolean leads() {
        return topic().equals(door.leading());
    }

    private void makeRoom() {
        while (open > setup.bounds().pendingWindows()) {
            apply(scoring.await(scoring.patience()));
        }
        shadow.await(setup.bounds().pendingWindows());
        collectLater();
    }

    private void accept(String key, Record<byte[], byte[]> event) throws EventDoor.Unusable {
        if (event.value() == null) {
            keys.forget(key);
            return;
        }
        Samples samples = door.samples(topic(), event.value(), event.timestamp(), event.headers());
        expiry.heard(samples, door.signal(), event.timestamp());
        LiveKey live = keys.current(key);
        live.requireTakes(samples);
        KeyState state = live.state;
        Arrival arrival = state.accept(samples);
        tally.arrived(arrival);
        if (arrival != Arrival.DUPLICATE && arrival != Arrival.LATE) {
            listen(key, live.rate.hear(samples, door.signal()));
        }
        waiting.heard(key, state.waits());
        if (onlooker.watching() && arrival != Arrival.LATE && samples.times() == null) {
            onlooker.arrived(key, samples);
        }
        submitCut(key, live, event.timestamp());
        if (arrival == Arrival.LATE) {
            throw new EventDoor.Unusable(
                    DeadLetter.late(state.epoch(), setup.bounds().grace()));
        }
    }

    private void plant(String key, Seed seed, long eventMillis) throws EventDoor.Unusable {
        if (keys.plant(key, seed)) {
            submitCut(key, keyStates.get(key), eventMillis);
        }
    }

    private void listen(String key, OptionalDouble rate) {
        if (rate.isPresent()) {
            tally.drifted(key, rate.getAsDouble(), door.signal());
        }
    }

    /** Takes in what has waited in a key for what did not come. */
    private void release(String key) {
        LiveKey live = keyStates.get(key);
        if (!live.state.waits()) {
            return;
        }
        live.state.release();
        submitCut(key, live, now());
        makeRoom();
    }

    private void submitCut(String key, LiveKey live, long eventMillis) {
        keyStates.touch(live);
        int cut = live.state.open() - live.times.size();
        open += cut;
        tally.cut(cut);
        live.times.add(eventMillis, cut);
        submitNext(key, live);
    }

    /** Beside a trial one window at a time: both models score the same, and the time of each counts. */
    private void submitNext(String key, LiveKey live) {
        if (!shadow.goesOn()) {
            scoring.submitRun(key, live.state);
        } else if (scoring.submitNext(key, live.state)) {
            live.sinceNanos = System.nanoTime();
        }
    }

    /** Applies what the engine has finished, without waiting. */
    private void collect() {
        Optional<StepResult> result = scoring.poll();
        while (result.isPresent()) {
            apply(result.get());
            result = scoring.poll();
        }
        shadow.collect();
    }

    /**
     * Before keys are written. Where much is out some of it stays out, so that the engine need not stand still during the
     * commit; it is written with its keys, and its predictions belong to the next commit. A candidate and the present model
     * go together.
     */
    private void settle() {
        int most = setup.bounds().windowsOverCommit();
        drain(open > most && !shadow.goesOn() ? most : 0);
    }

    /** Applies everything that is out: afterwards every key is idle. Idempotent. */
    private void drain() {
        drain(0);
    }

    private void drain(int most) {
        long start = System.nanoTime();
        Patience patience = scoring.patience();
        while (scoring.inFlight() > 0 && (open > most || withinRun)) {
            apply(scoring.await(patience));
        }
        shadow.await(0);
        tally.drained(System.nanoTime() - start);
        collectLater();
    }

    private void apply(StepResult result) {
        Step step = result.step();
        LiveKey live = keyStates.get(step.key());
        open--;
        Answer answer = new Answer(result, scoring.words(), live.times.remove(), System.nanoTime() - live.sinceNanos);
        if (result instanceof StepResult.Scored scored) {
            live.state.advance(scored.state());
        } else {
            live.state.skip();
        }
        withinRun = live.state.isOut();
        keyStates.touch(live);
        if (!shadow.offer(live, answer)) {
            outlets.tell(live, answer, keyStates.lineage().current().layout());
        }
        submitNext(step.key(), live);
    }

    /** Drains, where there is anything to be drained. */
    private void finish() {
        if (isBusy()) {
            drain();
        }
    }

    /** Whether any window is out. */
    private boolean isBusy() {
        return scoring.inFlight() > 0 || shadow.busy();
    }

    /** The wall clock, as events tell it. */
    private long now() {
        return context.currentSystemTimeMs();
    }

    /** Collects on a schedule while steps are out, and only then: an idle task must not commit for ever. */
    private void collectLater() {
        boolean out = isBusy();
        if (out && collecting == null) {
            collecting = byClock(
                    COLLECT_EVERY,
                    now -> orAbandon(() -> {
                        collect();
                        collectLater();
                    }));
        } else if (!out && collecting != null) {
            collecting.cancel();
            collecting = null;
        }
    }

    @Override
    public void close() {
        scoring.end();
        shadow.stop();
        onlooker.left(context.taskId().partition());
        expiry.close();
        keyStates.endCensus();
    }
}
