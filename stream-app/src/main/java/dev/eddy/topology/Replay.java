package dev.eddy.topology;

import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Control;
import dev.eddy.rollout.Seed;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the hidden states of the keys of one partition anew: the model that takes over scores the windows that the keys had
 * last, and nobody hears of it. A key keeps its place in the stream. One of which nothing came in that time, or whose
 * windows cannot be told any more, begins with the state of an epoch's start.
 *
 * <p>One thread: the stream thread of the task, while nothing else is scored.
 */
final class Replay {

    private final EventDoor door;
    private final Scoring scoring;
    private final KeyStateStore keyStates;
    private final Lineage after;
    private final int most;
    private final Map<String, KeyState> again = new HashMap<>();

    /** For the last generation of a lineage; at most so many steps are out at once. */
    Replay(EventDoor door, Scoring scoring, KeyStateStore keyStates, Lineage after, int most) {
        this.door = door;
        this.scoring = scoring;
        this.keyStates = keyStates;
        this.after = after;
        this.most = most;
    }

    /** Takes a record of the past. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (Seed.isIn(record.headers())) {
                finish();
                again.remove(door.key(record.key()));
            } else if (!Control.isIn(record.headers())) {
                String key = door.key(record.key());
                if (record.value() == null) {
                    finish();
                    again.remove(key);
                } else {
                    listen(key, door.samples(record.value(), record.timestamp(), record.headers()));
                }
            }
        } catch (EventDoor.Unusable e) {
            return; // it was a dead letter the first time
        }
    }

    private void listen(String key, Samples samples) {
        KeyState state = again.get(key);
        if (state == null) {
            Optional<KeyState> joined = joined(key, samples);
            if (joined.isEmpty()) {
                return;
            }
            state = joined.get();
            again.put(key, state);
        }
        if (!state.takes(samples)) {
            return;
        }
        state.accept(samples);
        scoring.submitNext(key, state);
        scoring.poll().ifPresent(this::apply);
        while (scoring.inFlight() > most) {
            apply(scoring.await(scoring.patience()));
        }
    }

    /** A key that slept through a reset begins a new epoch as soon as it wakes. */
    private Optional<KeyState> joined(String key, Samples samples) {
        LiveKey live = keyStates.find(key);
        boolean resets = after.resets(live);
        return live.damage != null || resets
                ? Optional.empty()
                : live.state.joined(
                        samples.startMicros(), after.current().layout().initial());
    }

    private void apply(StepResult result) {
        String key = result.step().key();
        KeyState state = again.get(key);
        if (state == null) {
            return;
        }
        if (result instanceof StepResult.Scored scored) {
            state.advance(scored.state());
        } else {
            state.skip();
        }
        scoring.submitNext(key, state);
    }

    private void finish() {
        Patience patience = scoring.patience();
        while (scoring.inFlight() > 0) {
            apply(scoring.await(patience));
        }
    }

    /** Hands all keys over whose windows could be told; the store must follow the lineage by now. */
    int handOver() {
        finish();
        int handed = 0;
        float[] initial = after.current().layout().initial();
        for (Map.Entry<String, KeyState> each : again.entrySet()) {
            LiveKey live = keyStates.get(each.getKey());
            if (live.state.standsAs(each.getValue())) {
                live.state = live.state.handedOver(initial, each.getValue().hidden());
                keyStates.touch(live);
                handed++;
            }
        }
        return handed;
    }
}
