package dev.eddy.topology;

import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records among the signals that are none: from each of them on another model scores, or is tried beside the present one.
 * What came before is scored by the models that were there.
 *
 * <p>One thread: the stream thread of the task.
 */
final class ControlRecords {

    private final EventDoor door;
    private final Tally tally;
    private final KeyStateStore keyStates;
    private final Succession succession;
    private final Shadow shadow;
    private final Runnable drain;

    /** Of one life of a task; {@code drain} leaves every key idle. */
    ControlRecords(
            EventDoor door,
            Tally tally,
            KeyStateStore keyStates,
            Succession succession,
            Shadow shadow,
            Runnable drain) {
        this.door = door;
        this.tally = tally;
        this.keyStates = keyStates;
        this.succession = succession;
        this.shadow = shadow;
        this.drain = drain;
    }

    /**
     * Does what a record says, unless that was done before.
     *
     * @param event the record
     * @param here its place among the signals
     * @param app settings of Kafka Streams
     * @throws EventDoor.Unusable when it cannot be done; nothing changes then
     */
    void obey(Record<byte[], byte[]> event, RecordMetadata here, Map<String, Object> app) throws EventDoor.Unusable {
        if (Tryout.isIn(event.headers())) {
            tryOut(door.trial(event.value()), here);
        } else {
            change(door.order(event.value()), here, app);
        }
    }

    /** In a topic that does not lead, where its place among the signals would mean nothing. */
    void requireNotOurs(Record<byte[], byte[]> event, String topic) throws EventDoor.Unusable {
        ModelId model = Seed.isIn(event.headers())
                ? door.seed(event.value()).model()
                : Tryout.isIn(event.headers())
                        ? door.trial(event.value()).model()
                        : door.order(event.value()).model();
        if (model.name().equals(keyStates.lineage().current().model().name())) {
            throw new EventDoor.Unusable(new DeadLetter(
                    DeadLetter.Reason.BAD_SWITCH,
                    "orders and seeds for " + model.name() + " must be in " + door.leading()
                            + ", which leads its signals," + " but this one is in " + topic + ": give --signals "
                            + door.leading()));
        }
    }

    private void change(Switch order, RecordMetadata here, Map<String, Object> app) throws EventDoor.Unusable {
        if (!keyStates.lineage().awaits(order.model(), here.offset())) {
            return;
        }
        if (order.overlap() != null) {
            drain.run();
            shadow.overlap(order.model(), order.overlap(), here);
        } else {
            takeOver(order, here, app);
        }
    }

    private void takeOver(Switch order, RecordMetadata here, Map<String, Object> app) throws EventDoor.Unusable {
        long start = System.nanoTime();
        drain.run();
        if (!CommitContext.isTransactional(app)) {
            keyStates.flushCache(); // or a crash may leave keys with open windows of the model before behind
        }
        succession.follow(order, here, keyStates, app);
        shadow.stop();
        shadow.tell();
        tally.switched(System.nanoTime() - start);
    }

    /** Ends a dual run, before the signals of the first record of its time are heard. */
    void endOverlap(RecordMetadata here, Map<String, Object> app) throws EventDoor.Unusable {
        takeOver(new Switch(shadow.heir(), StatePolicy.SHADOW, 0), here, app);
    }

    private void tryOut(Tryout order, RecordMetadata here) throws EventDoor.Unusable {
        if (keyStates.lineage().awaits(order.model(), here.offset())) {
            drain.run();
            shadow.follow(order, here);
        }
    }
}
