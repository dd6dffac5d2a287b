package dev.eddy.topology;

import dev.eddy.rollout.Layout;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one model follow another in a task. One thread: the stream thread of the task. */
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final EventDoor door;
    private final Scoring scoring;
    private final TaskSetup setup;

    Succession(EventDoor door, Scoring scoring, TaskSetup setup) {
        this.door = door;
        this.scoring = scoring;
        this.setup = setup;
    }

    /**
     * Goes on with another model; nothing may be out.
     *
     * @param order which model, and what becomes of the hidden states
     * @param here place of the order among the signals
     * @param keyStates follow it at the next commit
     * @param app settings of Kafka Streams
     * @throws EventDoor.Unusable when the model cannot score these signals; then the one before goes on
     * @throws dev.eddy.inference.AbsentModelException when it is not ready here
     */
    void follow(Switch order, RecordMetadata here, KeyStateStore keyStates, Map<String, Object> app)
            throws EventDoor.Unusable {
        Lineage before = keyStates.lineage();
        Layout layout = Layout.of(scoring.begin(order.model()).manifest());
        requireSameSignal(order, before.current(), layout);
        Lineage after = before.after(order, here.offset(), layout);
        Replay replay =
                new Replay(door, scoring, keyStates, after, setup.bounds().pendingWindows());
        boolean replays = after.current().policy() == StatePolicy.REPLAY;
        requireOneTopic(order, before.current(), replays);
        if (replays) {
            TopicPartition partition = new TopicPartition(here.topic(), here.partition());
            setup.past().apply(app).read(partition, order.replayFrom(), here.offset(), replay::take);
        }
        keyStates.follow(after);
        LOG.info(
                "Partition {} of {}: from offset {} on {} scores, hidden states: {}{}",
                here.partition(),
                here.topic(),
                here.offset(),
                order.model(),
                after.current().policy(),
                replays ? ", of " + replay.handOver() + " keys" : "");
    }

    private void requireOneTopic(Switch order, Lineage.Generation current, boolean replays) throws EventDoor.Unusable {
        if (replays && door.isFused()) {
            scoring.begin(current.model());
            throw new EventDoor.Unusable(new DeadLetter(
                    DeadLetter.Reason.BAD_SWITCH,
                    order.model()
                            + " must take over by carry or reset, since states are replayed from one topic and this"
                            + " signal comes from several, but was ordered to by replay: the model before goes on"));
        }
    }

    private void requireSameSignal(Switch order, Lineage.Generation current, Layout next) throws EventDoor.Unusable {
        if (!next.signal().equals(current.layout().signal())) {
            scoring.begin(current.model());
            throw new EventDoor.Unusable(new DeadLetter(
                    DeadLetter.Reason.BAD_SWITCH,
                    order.model() + " must listen to " + current.layout().signal() + " but listens to " + next.signal()
                            + ": the model before goes on"));
        }
    }
}
