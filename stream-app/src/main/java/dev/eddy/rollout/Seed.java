package dev.eddy.rollout;

import dev.eddy.inference.ModelId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record among the signals of a key: from there on the key has this state, whatever it had before.
 *
 * @param model that made the state
 * @param state as it is stored, without anything around it; not copied
 */
public record Seed(ModelId model, byte[] state) {

    private static final String KIND = "seed";

    /**
     * Whether a record is one of these.
     *
     * @param headers of a record
     * @return true for a seed
     */
    public static boolean isIn(Headers headers) {
        return Control.isIn(headers, KIND);
    }

    /**
     * Reads a record's value.
     *
     * @param value of a record that {@link #isIn} tells
     * @return the seed
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Seed read(byte @Nullable [] value) {
        Seed read = Control.read(value, Seed.class, KIND);
        if (!Control.names(read.model) || read.state == null) {
            throw Control.incomplete(KIND, "a model and a state", value);
        }
        return read;
    }

    /**
     * The record. Its key decides about its partition as that of any signal does.
     *
     * @param signals topic
     * @param key stream id
     * @return to be produced
     */
    public ProducerRecord<byte[], byte[]> record(String signals, String key) {
        return Control.record(this, KIND, signals, null, key.getBytes(StandardCharsets.UTF_8));
    }
}
