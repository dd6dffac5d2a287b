package dev.eddy.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the headers of a dead letter say: {@code eddy.reason}, {@code eddy.message}, {@code eddy.topic}, {@code
 * eddy.partition} and {@code eddy.offset}, and {@code eddy.pipeline} where there are several.
 *
 * @param reason one word
 * @param message what was wrong, the value, the rule, the remedy
 * @param topic of the original; empty for a window, which has no place in the input
 * @param partition of the original, or -1
 * @param offset of the original, or -1
 * @param pipeline that refused it; empty where there is only one
 */
public record DeadLetterHeaders(
        String reason, String message, String topic, int partition, long offset, String pipeline) {

    private static final String REASON = "eddy.reason";
    private static final String MESSAGE = "eddy.message";
    private static final String TOPIC = "eddy.topic";
    private static final String PARTITION = "eddy.partition";
    private static final String OFFSET = "eddy.offset";
    private static final String PIPELINE = "eddy.pipeline";

    /** For a header that is not there, as in a record that Eddy did not write. */
    private static final String UNKNOWN = "UNKNOWN";

    /**
     * Reads them.
     *
     * @param headers of a record in the dead-letter topic
     * @return what they say, with the reason {@code UNKNOWN} for a record of somebody else
     */
    public static DeadLetterHeaders of(Headers headers) {
        return new DeadLetterHeaders(
                text(headers, REASON, UNKNOWN),
                text(headers, MESSAGE, "has no reason in its headers: no dead letter of Eddy"),
                text(headers, TOPIC, ""),
                Integer.parseInt(text(headers, PARTITION, "-1")),
                Long.parseLong(text(headers, OFFSET, "-1")),
                text(headers, PIPELINE, ""));
    }

    private static String text(Headers headers, String name, String otherwise) {
        Header header = headers.lastHeader(name);
        return header == null ? otherwise : new String(header.value(), StandardCharsets.UTF_8);
    }

    void writeTo(Headers headers) {
        put(headers, REASON, reason);
        put(headers, MESSAGE, message);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        if (!pipeline.isEmpty()) {
            put(headers, PIPELINE, pipeline);
        }
    }

    static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the original lies.
     *
     * @return {@code topic-partition@offset}, or "a window" where it is one, and the pipeline where there are several
     */
    public String origin() {
        String place = partition < 0 ? "a window" : topic + "-" + partition + "@" + offset;
        return pipeline.isEmpty() ? place : place + " in " + pipeline;
    }
}
