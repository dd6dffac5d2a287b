package dev.eddy.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What could not be used, as it came, with the reason in its headers: {@code eddy.reason} is one word of {@link Reason} or
 * of the exceptions of {@code dev.eddy.event}, {@code eddy.message} says it in full, {@code eddy.topic}, {@code
 * eddy.partition} and {@code eddy.offset} tell where the original lies. A value above {@value #MAX_VALUE_BYTES} bytes is
 * cut to that and {@code eddy.bytes} tells its full length.
 *
 * @param reason one word
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
        QUARANTINED
    }

    DeadLetter(Reason reason, String message) {
        this(reason.name(), message);
    }

    Record<byte[], byte[]> of(byte @Nullable [] key, byte @Nullable [] value, long timestamp, RecordMetadata origin) {
        Headers headers = new RecordHeaders();
        put(headers, "eddy.reason", reason);
        put(headers, "eddy.message", message);
        put(headers, "eddy.topic", origin.topic());
        put(headers, "eddy.partition", Integer.toString(origin.partition()));
        put(headers, "eddy.offset", Long.toString(origin.offset()));
        byte @Nullable [] kept = value;
        if (value != null && value.length > MAX_VALUE_BYTES) {
            put(headers, "eddy.bytes", Integer.toString(value.length));
            kept = Arrays.copyOf(value, MAX_VALUE_BYTES);
        }
        return new Record<>(key, kept, timestamp, headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
