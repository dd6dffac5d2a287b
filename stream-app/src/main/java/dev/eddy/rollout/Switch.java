package dev.eddy.rollout;

import com.fasterxml.jackson.core.JacksonException;
import dev.eddy.inference.ModelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record among the signals: all keys of its partition are scored by another model from there on. It has no key, a header
 * that tells it from signals, and JSON as its value.
 *
 * @param model that takes over
 * @param policy what becomes of the hidden states
 * @param replayFrom for {@link StatePolicy#REPLAY} the offset in the partition from which on windows are replayed; 0
 *     otherwise
 */
public record Switch(ModelId model, StatePolicy policy, long replayFrom) {

    private static final String HEADER = "eddy.control";
    private static final byte[] KIND = "switch".getBytes(StandardCharsets.US_ASCII);

    /**
     * Whether a record is none of signals.
     *
     * @param headers of a record
     * @return true for one that Eddy wrote to itself
     */
    public static boolean isIn(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }

    /**
     * Reads a record's value.
     *
     * @param value of a record that {@link #isIn} tells
     * @return the switch
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Switch read(byte @Nullable [] value) {
        try {
            Switch read = Json.read(value == null ? new byte[0] : value, Switch.class);
            if (read == null || read.model == null || read.policy == null || read.model.name() == null) {
                throw new IllegalArgumentException("a switch must name a model and a policy but is " + read);
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a switch must be JSON but is not: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("a switch cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The record.
     *
     * @param topic of signals
     * @param partition to be switched
     * @return to be produced
     */
    public ProducerRecord<byte[], byte[]> record(String topic, int partition) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, Json.bytes(this));
        record.headers().add(HEADER, KIND);
        return record;
    }
}
