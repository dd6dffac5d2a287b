package dev.eddy.rollout;

import com.fasterxml.jackson.core.JacksonException;
import dev.eddy.inference.ModelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What Eddy writes to itself among the signals: records with a header that says which kind, and JSON. */
public final class Control {

    private static final String HEADER = "eddy.control";

    private Control() {}

    /**
     * Whether a record is none of signals.
     *
     * @param headers of a record
     * @return true for one that Eddy wrote to itself, of any kind
     */
    public static boolean isIn(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }

    static boolean isIn(Headers headers, String kind) {
        Header found = headers.lastHeader(HEADER);
        return found != null && Arrays.equals(found.value(), bytes(kind));
    }

    /** Reads a value; what is missing in it is null. */
    static <T> T read(byte @Nullable [] value, Class<T> type, String kind) {
        try {
            T read = Json.read(value == null ? new byte[0] : value, type);
            if (read == null) {
                throw new IllegalArgumentException("a " + kind + " must be a JSON object but is null");
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a " + kind + " must be JSON but is not: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("a " + kind + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether it says which model it is. */
    static boolean names(@Nullable ModelId model) {
        return model != null && model.name() != null && model.version() != null && model.sha256() != null;
    }

    static IllegalArgumentException incomplete(String kind, String parts, byte @Nullable [] value) {
        String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
        return new IllegalArgumentException("a " + kind + " must name " + parts + " but is " + text);
    }

    static ProducerRecord<byte[], byte[]> record(Object value, String kind, String topic, int partition) {
        return record(value, kind, topic, partition, null);
    }

    /** Of a key where there is one, and in the partition of that where none is given. */
    static ProducerRecord<byte[], byte[]> record(
            Object value, String kind, String topic, @Nullable Integer partition, byte @Nullable [] key) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, Json.bytes(value));
        record.headers().add(HEADER, bytes(kind));
        return record;
    }

    private static byte[] bytes(String kind) {
        return kind.getBytes(StandardCharsets.US_ASCII);
    }
}
