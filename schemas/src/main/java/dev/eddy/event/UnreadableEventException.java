package dev.eddy.event;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * One event whose bytes are no event of the expected type, and never will be: do not try it again, send it to the dead
 * letters.
 */
public final class UnreadableEventException extends SerializationException {

    private static final long serialVersionUID = 1L;

    /** The reason, apart from the words. */
    private final Reason reason;

    UnreadableEventException(Reason reason, String topic, String found) {
        this(reason, topic, found, null);
    }

    UnreadableEventException(Reason reason, String topic, String found, @Nullable Throwable cause) {
        super(
                reason + ": an event on topic '" + topic + "' " + found + "; " + reason.rule + "; " + reason.remedy,
                cause);
        this.reason = reason;
    }

    /**
     * Why the event cannot be read.
     *
     * @return what a dead letter or a counter is labelled with
     */
    public Reason reason() {
        return reason;
    }

    /** The ways in which bytes fail to be an event. */
    public enum Reason {
        /** The bytes do not begin like a frame: too few, or another first byte. */
        NOT_AVRO_FRAME(
                "an event is a frame: byte 0x00, a 4-byte big-endian schema id, an Avro record",
                "produce to this topic with a Confluent Avro serialiser only"),
        /** The registry has no schema with the id of the frame. */
        UNKNOWN_SCHEMA_ID(
                "the id in a frame must be known to this registry",
                "let the producer and this reader use the same registry, and never delete schemas in use"),
        /** The schema of the frame is known, but it describes something else. */
        WRONG_SCHEMA(
                "the writer's schema must be resolvable to the reader's",
                "keep each topic to one record type and evolve its schema BACKWARD compatibly"),
        /** The bytes end before the record does. */
        TRUNCATED(
                "a frame holds its record to the last byte",
                "find what cuts or forges the bytes between the producer and the topic"),
        /** The bytes are not a record of the schema that they name, or go on after it. */
        MALFORMED(
                "a frame holds exactly one record of the schema that it names",
                "find the producer that writes a wrong schema id or changes the bytes afterwards"),
        /** The value is no JSON object of samples or readings. */
        NOT_JSON(
                "an event is one JSON object of samples or readings, as schemas/README.md describes it",
                "mend the producer, or run with the --format that it writes"),
        /** A header of bare samples says what cannot be. */
        BAD_HEADER(
                "eddy.start, eddy.rate and eddy.channels are numbers written as text",
                "mend the producer, or let it leave the header out");

        private final String rule;
        private final String remedy;

        Reason(String rule, String remedy) {
            this.rule = rule;
            this.remedy = remedy;
        }
    }
}
