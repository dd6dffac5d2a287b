package dev.eddy.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one key: where its stream stands, the samples not yet in a window, the windows not yet scored,
 * and the hidden state after the last scored one.
 *
 * <p>The life of a window: {@link #accept} cuts it, {@link #begin} hands it out together with {@link #hidden()}, then
 * {@link #advance} or {@link #skip} closes it. At most one window or run of windows is out: the state never branches.
 *
 * <p>Not thread-safe: owned by one thread.
 */
public final class KeyState {

    final Windower windower;
    final Early early;
    /** Null where only samples at the model's rate come. */
    final @Nullable Readings readings;

    private final float[] initial;
    final OpenWindows open = new OpenWindows();
    private final Consumer<Window> cut = open::add;
    private float[] hidden;

    /**
     * A key of which nothing is known yet, whose chunks come in their order.
     *
     * @param signal what its samples are made of
     * @param spec how they are cut
     * @param initial the hidden state at the start of every epoch, flat, in the order of the manifest; not copied
     */
    public KeyState(SignalSpec signal, WindowSpec spec, float[] initial) {
        this(signal, spec, initial, 0);
    }

    /**
     * A key of which nothing is known yet.
     *
     * @param signal what its samples are made of
     * @param spec how they are cut
     * @param initial the hidden state at the start of every epoch, flat, in the order of the manifest; not copied
     * @param graceMicros by how much samples may be older than the newest of the key that came before them, 0 or more
     */
    public KeyState(SignalSpec signal, WindowSpec spec, float[] initial, long graceMicros) {
        this(
                new Windower(signal, spec),
                new Early(signal, graceMicros),
                Readings.of(signal, spec.resample(), graceMicros),
                initial);
    }

    private KeyState(Windower windower, Early early, @Nullable Readings readings, float[] initial) {
        this.early = early;
        this.readings = readings;
        this.windower = windower;
        this.initial = initial;
        this.hidden = initial;
    }

    /**
     * Hands the key over to another model that cuts its windows in the same way: its place in the stream stays. This state
     * must not be used any more.
     *
     * @param newInitial the other model's hidden state at the start of every epoch; not copied
     * @param newHidden from which the next window starts; not copied
     * @return the key under the other model
     */
    public KeyState handedOver(float[] newInitial, float[] newHidden) {
        requireIdle();
        KeyState next = new KeyState(windower, early, readings, newInitial);
        next.restoreHidden(newHidden);
        return next;
    }

    /**
     * Hands the key over to another model with which a new epoch begins. The first samples of that epoch are those of the
     * unfinished window, so none is lost. This state must not be used any more.
     *
     * @param spec how the other model wants the signal cut
     * @param newInitial its hidden state at the start of every epoch; not copied
     * @return the key under the other model, with windows to be scored where those samples complete some already
     */
    public KeyState restarted(WindowSpec spec, float[] newInitial) {
        requireIdle();
        List<Window> complete = new ArrayList<>(0);
        Readings kept = readings == null
                ? Readings.of(windower.signal, spec.resample(), early.graceMicros)
                : readings.under(spec.resample());
        KeyState next = new KeyState(Handover.by(windower, spec, complete::add), early, kept, newInitial);
        next.open.addAll(complete);
        return next;
    }

    /**
     * Another state of the same key, for another model that cuts its windows in the same way. It listens to this epoch once
     * more, from some time on: what came before is passed over, and windows that begin before are not cut.
     *
     * @param micros when it begins, microseconds since 1970
     * @param newInitial the other model's hidden state at the start of every epoch; not copied
     * @return a state at that time; nothing where no sample has come yet
     */
    public Optional<KeyState> joined(long micros, float[] newInitial) {
        return windower.started
                ? Optional.of(new KeyState(
                        Handover.joined(windower, micros),
                        new Early(windower.signal, early.graceMicros),
                        readings == null ? null : readings.joined(micros),
                        newInitial))
                : Optional.empty();
    }

    /**
     * Whether both have cut the same windows and wait for the same samples.
     *
     * @param other state of the same key
     * @return true where they stand at the same place
     */
    public boolean standsAs(KeyState other) {
        return Handover.same(windower, other.windower);
    }

    private void requireIdle() {
        if (!idle()) {
            throw new IllegalStateException(
                    "a key that has windows to be scored cannot be handed over: score them first");
        }
    }

    /**
     * Takes a chunk in and cuts the windows that it completes.
     *
     * @param samples decoded samples of this key
     * @return what the chunk turned out to be
     */
    public Arrival accept(Samples samples) {
        return accept(samples, cut);
    }

    /**
     * The same for one of several states of a key that are told the same events.
     *
     * @param samples decoded samples of this key, the same object for all of them
     * @param shared holds the windows that some of them cut alike
     * @return what the chunk turned out to be
     */
    public Arrival accept(Samples samples, SharedWindows shared) {
        return accept(samples, window -> open.add(shared.share(samples, window)));
    }

    private Arrival accept(Samples samples, Consumer<Window> windows) {
        return samples.times() == null ? acceptSamples(samples, windows) : acceptReadings(samples, windows);
    }

    /**
     * Whether an event is of a kind that can become windows.
     *
     * @param samples or readings of this key
     * @return false for readings where nothing says how they become samples
     */
    public boolean takes(Samples samples) {
        return samples.times() == null || readings != null;
    }

    private Arrival acceptReadings(Samples event, Consumer<Window> windows) {
        if (readings == null) {
            throw new IllegalArgumentException("readings must have a rule (window.resample) but have none");
        }
        return readings.accept(event, samples -> windower.accept(samples, windows));
    }

    private Arrival acceptSamples(Samples samples, Consumer<Window> windows) {
        early.came(samples);
        boolean inTurn = windower.follows(samples) || (early.graceMicros == 0 && early.isEmpty());
        Arrival arrival = Arrival.EARLY;
        if (inTurn) {
            arrival = windower.accept(samples, windows);
        } else {
            early.add(samples);
        }
        while (!early.isEmpty() && (windower.follows(early.first()) || early.isOver())) {
            Arrival released = windower.accept(early.remove(), windows);
            arrival = inTurn ? arrival : released;
        }
        return inTurn || early.isEmpty() ? arrival : Arrival.EARLY;
    }

    /** Takes in what waits for older samples: none will come. */
    public void release() {
        while (!early.isEmpty()) {
            windower.accept(early.remove(), cut);
        }
        if (readings != null) {
            readings.release(samples -> windower.accept(samples, cut));
        }
    }

    /**
     * Whether some chunks came before others that belong in front of them.
     *
     * @return true while they wait
     */
    public boolean waits() {
        return !early.isEmpty() || (readings != null && readings.waits());
    }

    /**
     * Hands out the next window, unless one is out already or none is complete. From then on {@link #hidden()} is the
     * state before that window: the initial one where {@link Window#initial} says so.
     *
     * @return the window to be scored
     */
    public Optional<Window> begin() {
        return begin(1).stream().findFirst();
    }

    /**
     * The same for consecutive windows that one run can score: it ends where one starts from the initial state.
     *
     * @param most how many at most, 1 or more
     * @return windows to be closed in this order
     */
    public List<Window> begin(int most) {
        List<Window> run = open.begin(most);
        if (!run.isEmpty() && run.get(0).initial()) {
            hidden = initial;
        }
        return run;
    }

    /**
     * Closes the oldest window that is out: its successor starts from {@code after}.
     *
     * @param after the hidden state after that window, or after its run, flat; not copied, must not change afterwards
     */
    public void advance(float[] after) {
        if (after.length != initial.length) {
            throw new IllegalArgumentException(
                    "the hidden state has " + initial.length + " floats but the step returned " + after.length);
        }
        skip();
        hidden = after;
    }

    /** Closes the oldest window that is out as if it had never been: its successor starts from the same hidden state. */
    public void skip() {
        open.close();
    }

    /**
     * The hidden state after the last closed window, or before the one that is out.
     *
     * @return flat floats in the order of the manifest; not a copy, must not be changed
     */
    public float[] hidden() {
        return hidden;
    }

    /**
     * Whether every complete window has been scored.
     *
     * @return false while a window is out or waiting
     */
    public boolean idle() {
        return open.size() == 0;
    }

    /**
     * Whether windows are out to be scored. Once one of a run is closed the hidden state may be that after all of them: until
     * the others are closed, too, the key is nowhere, and must not be written.
     *
     * @return true from {@link #begin} until all that it handed out are closed
     */
    public boolean isOut() {
        return open.areOut();
    }

    /**
     * How many complete windows have no score yet, those that are out among them.
     *
     * @return 0 or more
     */
    public int open() {
        return open.size();
    }

    /**
     * The epoch that the newest sample belongs to.
     *
     * @return resets so far, from 0
     */
    public long epoch() {
        return windower.epoch;
    }

    /**
     * Where the key stands, for whoever looks at it.
     *
     * @return its place now
     */
    public Place place() {
        return Place.of(this);
    }

    /**
     * How far the key has come.
     *
     * @return time just after its newest sample or of its newest reading, those that wait among them, microseconds since 1970;
     *     {@link Long#MIN_VALUE} before the first
     */
    public long newestMicros() {
        long waits = early.isEmpty() ? Long.MIN_VALUE : early.newestMicros();
        long read = readings == null ? Long.MIN_VALUE : readings.seenMicros;
        return Math.max(windower.endMicros(), Math.max(waits, read));
    }

    void restoreHidden(float[] restored) {
        this.hidden = restored;
    }
}
