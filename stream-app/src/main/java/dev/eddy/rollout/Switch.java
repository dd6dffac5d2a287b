package dev.eddy.rollout;

import dev.eddy.inference.ModelId;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record among the signals: all keys of its partition are scored by another model from there on.
 *
 * @param model that takes over
 * @param policy what becomes of the hidden states
 * @param replayFrom for {@link StatePolicy#REPLAY} the offset in the partition from which on windows are replayed; 0
 *     otherwise
 * @param overlap for {@link StatePolicy#DUAL_RUN} how long both models score; null otherwise
 */
public record Switch(
        ModelId model,
        StatePolicy policy,
        long replayFrom,
        @Nullable Overlap overlap) {

    private static final String KIND = "switch";

    /**
     * At once.
     *
     * @param model that takes over
     * @param policy what becomes of the hidden states
     * @param replayFrom for {@link StatePolicy#REPLAY} the offset in the partition from which on windows are replayed; 0
     *     otherwise
     */
    public Switch(ModelId model, StatePolicy policy, long replayFrom) {
        this(model, policy, replayFrom, null);
    }

    /**
     * Whether a record is one of these.
     *
     * @param headers of a record
     * @return true for a switch
     */
    public static boolean isIn(Headers headers) {
        return Control.isIn(headers, KIND);
    }

    /**
     * Reads a record's value.
     *
     * @param value of a record that {@link #isIn} tells
     * @return the switch
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Switch read(byte @Nullable [] value) {
        Switch read = Control.read(value, Switch.class, KIND);
        if (!Control.names(read.model) || read.policy == null) {
            throw Control.incomplete(KIND, "a model and a policy", value);
        }
        if ((read.policy == StatePolicy.DUAL_RUN) != (read.overlap != null)) {
            throw Control.incomplete(KIND, "an overlap for a dual run, and none otherwise,", value);
        }
        return read;
    }

    /**
     * The record.
     *
     * @param topic of signals
     * @param partition to be switched
     * @return to be produced
     */
    public ProducerRecord<byte[], byte[]> record(String topic, int partition) {
        return Control.record(this, KIND, topic, partition);
    }
}
