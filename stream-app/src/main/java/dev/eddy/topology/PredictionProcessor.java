package dev.eddy.topology;

import dev.eddy.inference.Engines;
import dev.eddy.rollout.Control;
import dev.eddy.rollout.Seed;
import dev.eddy.signal.Arrival;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import java.time.Duration;
import java.util.OptionalDouble;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The path of one event through one task: chunk in, windows cut, and what is cut to the engine and back as predictions.
 *
 * <p>One thread: the stream thread of the task.
 */
final class PredictionProcessor implements Processor<byte[], byte[], byte[], byte[]> {

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
    private WindowsOut windows;
    private ControlRecords controls;
    private Expiry expiry;
    private KeyLives keys;
    private Reread reread;

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
        keyStates.clearCache(); // what an earlier life of the task has left is out of date
        try {
            beginScoring();
            watchKeys();
            reread.begin(
                    setup.past().apply(context.appConfigs()), context.taskId().partition());
            windows.resume(now());
        } catch (RuntimeException e) {
            abandon(); // nobody closes what could not begin
            throw e;
        }
        CommitContext commit = CommitContext.of(newContext);
        keyStates.beforeWrite(() -> commit.run(() -> orAbandon(() -> {
            windows.settle();
            expiry.sweep(now());
            commit.awaitOutputsWithoutTransaction();
        })));
    }

    private void beginScoring() {
        outlets = new Outlets(context, door, setup, tally);
        Shadow.Life life = new Shadow.Life(keyStates, outlets, context.taskId().partition());
        shadow = new Shadow(engines, door.shadow(), setup, tally, life);
        Succession succession = new Succession(door, scoring, setup);
        windows = new WindowsOut(scoring, shadow, keyStates, outlets, tally, setup.bounds(), this::byClockOrAbandon);
        controls = new ControlRecords(door, tally, keyStates, succession, shadow, windows::drain);
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
        keys = new KeyLives(setup.siblings(), keyStates, waiting, expiry, tally, windows::finish, this::now);
        expiry.watch(this::byClockOrAbandon);
        reread = new Reread(door, keyStates, waiting, this::byClockOrAbandon);
        keyStates.census().begin(setup.totals(), waiting::found);
        if (!setup.bounds().grace().isZero()) {
            waiting.look(keyStates.census()::isComplete);
        }
    }

    private Cancellable byClock(Duration every, Punctuator look) {
        return context.schedule(every, PunctuationType.WALL_CLOCK_TIME, look);
    }

    private Cancellable byClockOrAbandon(Duration every, Punctuator look) {
        return byClock(every, now -> orAbandon(() -> look.punctuate(now)));
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
        windows.stop();
        reread.stop();
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
        windows.collect();
        keyStates.requireHook();
        try {
            boolean ordinary = !Control.isIn(event.headers());
            if (ordinary && shadow.isOver(event.timestamp()) && leads()) {
                controls.endOverlap(here(), context.appConfigs());
            }
            keyStates.reached(here().offset());
            if (ordinary) {
                accept(door.key(event.key()), event);
            } else if (!leads()) {
                controls.requireNotOurs(event, topic());
            } else if (Seed.isIn(event.headers())) {
                plant(door.key(event.key()), door.seed(event.value()), event.timestamp());
            } else {
                controls.obey(event, here(), context.appConfigs());
            }
        } catch (EventDoor.Unusable e) {
            outlets.deadLetter(e.letter(), event);
        }
        windows.makeRoom();
    }

    private RecordMetadata here() {
        return context.recordMetadata().orElse(Origin.NONE);
    }

    /** Where the event comes from. */
    private String topic() {
        return door.isFused() ? here().topic() : door.leading();
    }

    /** Orders and seeds are in one topic, so that all of them have one order. */
    private boolean leads() {
        return topic().equals(door.leading());
    }

    private void accept(String key, Record<byte[], byte[]> event) throws EventDoor.Unusable {
        if (event.value() == null) {
            keys.forget(key);
            return;
        }
        Samples samples = door.samples(topic(), event.value(), event.timestamp(), event.headers());
        expiry.heard(samples, door.signal(), event.timestamp());
        LiveKey live = keys.current(key);
        windows.submitOpen(key, live, event.timestamp()); // another model may have cut what was left
        live.requireTakes(samples);
        KeyState state = live.state;
        Arrival arrival = setup.siblings().accept(state, samples);
        tally.arrived(arrival);
        if (arrival != Arrival.DUPLICATE && arrival != Arrival.LATE) {
            listen(key, live.rate.hear(samples, door.signal()));
        }
        waiting.heard(key, state.waits());
        if (onlooker.watching() && arrival != Arrival.LATE && samples.times() == null) {
            onlooker.arrived(key, samples);
        }
        keyStates.tookIn(live);
        reread.watch();
        windows.submitCut(key, live, event.timestamp());
        if (arrival == Arrival.LATE) {
            throw new EventDoor.Unusable(
                    DeadLetter.late(state.epoch(), setup.bounds().grace()));
        }
    }

    private void plant(String key, Seed seed, long eventMillis) throws EventDoor.Unusable {
        if (keys.plant(key, seed)) {
            windows.submitOpen(key, keyStates.get(key), eventMillis);
        }
    }

    private void listen(String key, OptionalDouble rate) {
        if (rate.isPresent()) {
            tally.drifted(key, rate.getAsDouble(), door.signal());
        }
    }

    /** Takes in what has waited in a key for what did not come. */
    private void release(String key) {
        if (!keyStates.find(key).state.waits()) {
            return;
        }
        LiveKey live = keyStates.get(key);
        live.state.release();
        keyStates.touch(live);
        windows.submitCut(key, live, now());
        windows.makeRoom();
    }

    /** The wall clock, as events tell it. */
    private long now() {
        return context.currentSystemTimeMs();
    }

    @Override
    public void close() {
        scoring.end();
        windows.stop();
        reread.stop();
        shadow.stop();
        onlooker.left(context.taskId().partition());
        expiry.close();
        keyStates.census().close();
    }
}
