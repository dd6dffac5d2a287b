package dev.eddy.topology;

import dev.eddy.inference.StepResult;
import dev.eddy.rollout.Layout;
import dev.eddy.signal.Window;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where results leave a task: predictions, those of a candidate, dead letters. One thread: the stream thread of the task.
 */
final class Outlets {

    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";
    static final String SHADOW = "shadow";

    private final String predictions;
    private final String deadLetters;
    private final String shadow;
    private final String pipeline;
    private final ProcessorContext<byte[], byte[]> context;
    private final EventDoor door;
    private final DeadLetterLog letters;
    private final Onlooker onlooker;
    private final Tally tally;

    /** Of one life of a task. */
    Outlets(ProcessorContext<byte[], byte[]> context, EventDoor door, TaskSetup setup, Tally tally) {
        this.pipeline = setup.siblings().pipeline();
        this.predictions = setup.siblings().part(PREDICTIONS);
        this.deadLetters = setup.siblings().part(DEAD_LETTERS);
        this.shadow = setup.siblings().part(SHADOW);
        this.context = context;
        this.door = door;
        this.letters = setup.letters();
        this.onlooker = setup.observers().onlooker();
        this.tally = tally;
    }

    /** The answer to a window of a key: a prediction, or a dead letter with the samples of the window. */
    void tell(LiveKey live, Answer answer, Layout layout) {
        if (answer.result() instanceof StepResult.Scored scored) {
            byte[] value = door.bytes(answer.words().of(scored));
            context.forward(new Record<>(live.name.get(), value, now()), predictions);
            tally.predicted(answer.eventMillis());
            if (onlooker.watching()) {
                onlooker.scored(scored.step().key(), scored, answer.words());
            }
        } else if (answer.result() instanceof StepResult.Failed failed) {
            deadLetter(live.name.get(), failed, layout);
        }
    }

    /** Written as the predictions are: with a schema that is known already. */
    void shadow(byte[] key, StepResult.Scored scored, Predictions words) {
        context.forward(new Record<>(key, door.bytes(words.of(scored)), now()), shadow);
    }

    private void deadLetter(byte[] key, StepResult.Failed failed, Layout layout) {
        Window window = failed.step().window();
        DeadLetter letter = DeadLetter.notScored(window, failed.reason());
        tell(key, letter);
        byte[] value = door.bytes(layout.samples(window));
        context.forward(letter.of(key, value, now(), new DeadLetter.Source(Origin.NONE, pipeline)), deadLetters);
    }

    /** The event that is being processed. */
    void deadLetter(DeadLetter letter, Record<byte[], byte[]> event) {
        tell(event.key(), letter);
        DeadLetter.Source source =
                new DeadLetter.Source(context.recordMetadata().orElse(Origin.NONE), pipeline);
        context.forward(letter.of(event.key(), event.value(), now(), source), deadLetters);
    }

    private void tell(byte[] key, DeadLetter letter) {
        tally.dead(letter.reason());
        letters.add(key, letter);
    }

    /**
     * The time of a record is when it was made. The time of its window is in its value: brokers refuse records from the
     * future, and one device with a wrong clock would stop all others.
     */
    private long now() {
        return context.currentSystemTimeMs();
    }
}
