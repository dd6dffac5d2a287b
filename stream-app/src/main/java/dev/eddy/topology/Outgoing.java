package dev.eddy.topology;

import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.Window;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What leaves a task: predictions and dead letters. The time of a record is when it was made. The time of its window is in its
 * value: brokers refuse records from the future, and one device with a wrong clock would stop all others.
 *
 * @param context forwards them
 * @param door writes them
 * @param letters are told of
 * @param tally counts them
 */
record Outgoing(ProcessorContext<byte[], byte[]> context, EventDoor door, DeadLetterLog letters, Tally tally) {

    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";

    void predicted(byte[] key, StepResult.Scored scored, Predictions words) {
        context.forward(new Record<>(key, door.bytes(words.of(scored)), now()), PREDICTIONS);
    }

    /** A window that the model cannot score. */
    void notScored(byte[] key, StepResult.Failed failed, Layout layout) {
        Window window = failed.step().window();
        DeadLetter letter = DeadLetter.notScored(window, failed.reason());
        tell(key, letter);
        byte[] value = door.bytes(layout.samples(window));
        context.forward(letter.of(key, value, now(), Origin.NONE), DEAD_LETTERS);
    }

    /** The event that is being processed. */
    void refused(DeadLetter letter, Record<byte[], byte[]> event) {
        tell(event.key(), letter);
        context.forward(
                letter.of(
                        event.key(),
                        event.value(),
                        now(),
                        context.recordMetadata().orElse(Origin.NONE)),
                DEAD_LETTERS);
    }

    private void tell(byte[] key, DeadLetter letter) {
        tally.dead(letter.reason());
        letters.add(key, letter);
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
