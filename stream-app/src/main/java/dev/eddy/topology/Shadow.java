package dev.eddy.topology;

import dev.eddy.inference.AbsentModelException;
import dev.eddy.inference.Engines;
import dev.eddy.inference.InferenceException;
import dev.eddy.inference.ModelId;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Overlap;
import dev.eddy.rollout.Tryout;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a candidate score in the shadow of the present model: each window once the present model has answered it, on an
 * engine of its own, from hidden states of its own that are stored with the keys. A commit waits for what is out, so that
 * at each commit both have scored the same windows. Whatever is wrong with the candidate ends its trial in this
 * partition, for good, and changes nothing else.
 *
 * <p>One thread: the stream thread of the task.
 */
final class Shadow {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final Scoring scoring;
    private final String topic;
    private final TaskSetup setup;
    private final Tally tally;
    private final KeyStateStore keyStates;
    private final Outlets outlets;
    private final int partition;
    private @Nullable GoingTrial going;

    /** Of one life of a task, whose predictions in the shadow go to a topic. */
    Shadow(Engines engines, String topic, TaskSetup setup, Tally tally, Life life) {
        this.scoring = new Scoring(engines, setup.bounds().drainTime());
        this.topic = topic;
        this.setup = setup;
        this.tally = tally;
        this.keyStates = life.keyStates();
        this.outlets = life.outlets();
        this.partition = life.partition();
    }

    /**
     * One life of a task.
     *
     * @param keyStates of its keys
     * @param outlets of its results
     * @param partition of its signals
     */
    record Life(KeyStateStore keyStates, Outlets outlets, int partition) {}

    /**
     * Goes on with the trial that went on at the last commit, if one did.
     *
     * @throws AbsentModelException when a model is not ready that is to take over; one that is only tried is not waited for
     */
    void resume() {
        Candidate stored = keyStates.lineage().candidate();
        if (stored != null && stored.runs()) {
            try {
                scoring.begin(stored.trial().model());
                going = going(stored);
            } catch (AbsentModelException e) {
                if (stored.overlap() != null) {
                    throw e;
                }
                fail(String.valueOf(e.getMessage()));
            }
        }
        tell();
    }

    /**
     * Begins a trial, or ends one; nothing may be out.
     *
     * @param order to do so
     * @param here its place among the signals
     * @throws EventDoor.Unusable when the model cannot be tried here
     */
    void follow(Tryout order, RecordMetadata here) throws EventDoor.Unusable {
        if (going != null && going.duet != null) {
            throw refused(going.candidate.trial().model() + " is taking over in a dual run: wait for its end");
        }
        if (order.share() > 0) {
            begin(new Candidate(order, here.offset(), present(order)));
        } else {
            end("an order at offset " + here.offset() + " ends it");
        }
        tell();
    }

    /**
     * Begins a dual run of the present model and another one; nothing may be out.
     *
     * @param model that takes over, key by key
     * @param overlap says when
     * @param here place of the order in the partition
     * @throws EventDoor.Unusable when the model cannot take over so
     * @throws AbsentModelException when it is not ready here
     */
    void overlap(ModelId model, Overlap overlap, RecordMetadata here) throws EventDoor.Unusable {
        Tryout all =
                new Tryout(model, 1, topic, Tryout.Limits.patient(setup.bounds().drainTime()));
        begin(new Candidate(all, here.offset(), taken(all), "", overlap));
        tell();
    }

    /** What went on before is over. */
    private void begin(Candidate next) {
        keyStates.follow(keyStates.lineage().trying(next));
        going = going(next);
        LOG.info(
                "From offset {} of partition {} on {} is tried: {}{}",
                next.offset(),
                partition,
                next.trial().model(),
                next.trial(),
                next.overlap() == null ? "" : ", and takes over: " + next.overlap());
    }

    private GoingTrial going(Candidate candidate) {
        Overlap overlap = candidate.overlap();
        return new GoingTrial(
                candidate, overlap == null ? null : new Duet(overlap, candidate.layout(), outlets, tally));
    }

    /** Whether a dual run is over at some time of the records. */
    boolean isOver(long millis) {
        return going != null && going.duet != null && going.duet.isOver(millis);
    }

    /** The model that is tried. */
    ModelId heir() {
        if (going == null) {
            throw new IllegalStateException("a trial must go on before its model takes over");
        }
        return going.candidate.trial().model();
    }

    /** Of a model that is there. */
    private Layout present(Tryout order) throws EventDoor.Unusable {
        try {
            return taken(order);
        } catch (AbsentModelException e) {
            throw refused(e.getMessage() + "; once it is ready here, order the trial again");
        }
    }

    /** Where a model cannot be taken, what went on before goes on. */
    private Layout taken(Tryout order) throws EventDoor.Unusable {
        try {
            return layout(order);
        } catch (EventDoor.Unusable | AbsentModelException e) {
            if (going != null) {
                scoring.begin(going.candidate.trial().model());
            } else {
                scoring.end();
            }
            throw e;
        }
    }

    private Layout layout(Tryout order) throws EventDoor.Unusable {
        Layout layout = Layout.of(scoring.begin(order.model()).manifest());
        Layout present = keyStates.lineage().current().layout();
        if (layout.cutsAs(present) && order.topic().equals(topic)) {
            return layout;
        }
        throw refused(order.model() + " must cut its windows as the present model does, " + present
                + ", and its predictions must go to " + topic + ", but it has " + layout + " and " + order.topic());
    }

    private static EventDoor.Unusable refused(String why) {
        return new EventDoor.Unusable(new DeadLetter(
                DeadLetter.Reason.BAD_SWITCH, "a model cannot be tried here, nothing else changes: " + why));
    }

    boolean goesOn() {
        return going != null;
    }

    /** The present model has answered a window. Says whether the answer will be told from here. */
    boolean offer(LiveKey live, Answer answer) {
        GoingTrial now = going;
        if (now == null || !now.candidate.trial().covers(answer.result().step().key())) {
            return false;
        }
        Shade shade = live.shade;
        if (shade == null || shade.trial != now.candidate.offset()) {
            shade = new Shade(now.candidate.offset(), 0, now.initial);
            live.shade = shade;
        }
        shade.add(answer);
        now.open++;
        if (now.duet != null) {
            now.duet.hold(live);
        }
        submitNext(now, shade);
        return now.duet != null;
    }

    private void submitNext(GoingTrial now, Shade shade) {
        Step next = shade.begin(now.initial);
        if (next != null) {
            scoring.submit(next);
        }
    }

    /** Whether windows are out. */
    boolean busy() {
        return going != null && going.open > 0;
    }

    /** Applies what the candidate has answered, without waiting. */
    void collect() {
        try {
            Optional<StepResult> result = busy() ? scoring.poll() : Optional.empty();
            while (result.isPresent()) {
                apply(result.get());
                result = busy() ? scoring.poll() : Optional.empty();
            }
        } catch (InferenceException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Waits until so many windows are out at most, but no longer than the trial allows. */
    void await(int most) {
        GoingTrial now = going;
        if (now == null || now.open <= most) {
            return;
        }
        Duration limit = Duration.ofMillis(now.candidate.trial().limits().latencyMillis());
        Patience patience = new Patience(limit, System::nanoTime);
        while (going == now && now.open > most) {
            Optional<StepResult> result = answer(patience);
            if (result.isPresent()) {
                apply(result.get());
            } else {
                fail(now.open + " windows were not answered within " + limit.toMillis() + " ms");
            }
        }
    }

    private Optional<StepResult> answer(Patience patience) {
        try {
            return scoring.awaited(patience);
        } catch (InferenceException e) {
            fail(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void apply(StepResult result) {
        GoingTrial now = going;
        LiveKey live = keyStates.find(result.step().key());
        Shade shade = live.shade;
        if (now == null || shade == null) {
            throw new IllegalStateException("a window of the candidate must belong to a trial that goes on");
        }
        now.open--;
        long nanos = shade.nanos();
        Answer incumbent = shade.close(result);
        Answer answer = new Answer(result, scoring.words(), incumbent.eventMillis(), nanos);
        Likeness comparison = Likeness.of(now.candidate.trial(), incumbent, answer);
        if (now.duet != null) {
            now.duet.tell(live, shade, incumbent, answer, comparison.difference());
        } else if (result instanceof StepResult.Scored scored) {
            outlets.shadow(live.name.get(), scored, scoring.words());
        }
        keyStates.touch(live);
        submitNext(now, shade);
        tally.compared(comparison);
        setup.observers().onlooker().compared(comparison);
        now.jury.hear(comparison).ifPresent(this::fail);
    }

    private void fail(String why) {
        tally.trialEnded();
        end(why);
    }

    /** The trial ends, and is known to have ended from the next commit on. */
    private void end(String why) {
        if (going != null && going.duet != null) {
            going.duet.end();
        }
        stop();
        Lineage lineage = keyStates.lineage();
        Candidate stored = lineage.candidate();
        if (stored != null && stored.runs()) {
            LOG.warn(
                    "The trial of {} in partition {} is over: {}",
                    stored.trial().model(),
                    partition,
                    why);
            keyStates.follow(lineage.trying(stored.ended(why)));
            tell();
        }
    }

    /** Lets go of the candidate; what is out does not come back. */
    void stop() {
        going = null;
        scoring.end();
    }

    /** Says who scores. */
    void tell() {
        setup.observers()
                .onlooker()
                .scores(
                        partition,
                        keyStates.lineage().current().model(),
                        Optional.ofNullable(going).map(it -> it.candidate.trial()));
    }
}
