package dev.eddy.topology;

import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What could not be used, as it came, with {@link DeadLetterHeaders}. A value above {@value #MAX_VALUE_BYTES} bytes is
 * cut to that and the header {@code eddy.bytes} tells its full length.
 *
 * @param reason one word of {@link Reason} or of the exceptions of {@code dev.eddy.event}
 * @param message what was wrong, the value, the rule, the remedy
 */
record DeadLetter(String reason, String message) {

    /** A dead letter must fit a topic with Kafka's default limits, or it would stop the stream itself. */
    static final int MAX_VALUE_BYTES = 900_000;

    /** Reasons that this room finds itself; those of unreadable and refused chunks come with their exceptions. */
    enum Reason {
        NO_KEY,
        BAD_KEY,
        LATE,
        NOT_SCORED,
        QUARANTINED,
        BAD_SWITCH,
        BAD_SEED,
        NOT_RESAMPLED
    }

    DeadLetter(Reason reason, String message) {
        this(reason.name(), message);
    }

    static DeadLetter notResampled() {
        return new DeadLetter(
                Reason.NOT_RESAMPLED,
                "readings at any times must have a rule by which they become samples but the model has none: give --resample,"
                        + " or send samples at the model's rate");
    }

    static DeadLetter badSeed(String why) {
        return new DeadLetter(Reason.BAD_SEED, "a key cannot have this state, nothing changes: " + why);
    }

    static DeadLetter late(long epoch, Duration grace) {
        return new DeadLetter(
                Reason.LATE,
                "a chunk must come before what follows it is taken in but this one comes after that, in epoch " + epoch
                        + " of its key, and --grace is " + grace.toMillis()
                        + " ms; produce each key in the order of time, or run with a longer --grace");
    }

    static DeadLetter quarantined(String damage) {
        return new DeadLetter(
                Reason.QUARANTINED,
                "the stored state of this key must be whole but " + damage
                        + "; its events wait here: produce a null value for the key to forget it, then produce them again");
    }

    static DeadLetter notScored(Window window, String reason) {
        return new DeadLetter(
                Reason.NOT_SCORED,
                "window " + window.step() + " of epoch " + window.epoch() + " could not be scored: " + reason);
    }

    /** Where it comes from. */
    record Source(RecordMetadata origin, String pipeline) {}

    Record<byte[], byte[]> of(byte @Nullable [] key, byte @Nullable [] value, long timestamp, Source source) {
        Headers headers = new RecordHeaders();
        RecordMetadata origin = source.origin();
        new DeadLetterHeaders(reason, message, origin.topic(), origin.partition(), origin.offset(), source.pipeline())
                .writeTo(headers);
        byte @Nullable [] kept = value;
        if (value != null && value.length > MAX_VALUE_BYTES) {
            DeadLetterHeaders.put(headers, "eddy.bytes", Integer.toString(value.length));
            kept = Arrays.copyOf(value, MAX_VALUE_BYTES);
        }
        return new Record<>(key, kept, timestamp, headers);
    }
}
