package dev.eddy.rollout;

import dev.eddy.inference.ModelId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record among the signals: from there on a candidate scores some keys of its partition beside the model that is there,
 * with hidden states of its own, in its shadow.
 *
 * @param model the candidate
 * @param share of the keys, 0 to 1, chosen by a hash of the key; 0 ends the trial
 * @param topic where the candidate's predictions go
 * @param limits beyond which it is not worth going on
 */
public record Tryout(ModelId model, double share, String topic, Limits limits) {

    private static final String KIND = "trial";
    private static final double HASHES = 0x1p32;

    /**
     * When a trial ends by itself, in the partition where it is found.
     *
     * @param failures share of its windows that the candidate may fail to score
     * @param disagreements share of its windows in which it may say something else than the model that is there
     * @param tolerance by how much outputs may differ that are said to be the same, where the models know no labels
     * @param latencyMillis how long a window of it may take in the mean, and how long a commit waits for it
     * @param every so many windows are judged together
     */
    public record Limits(double failures, double disagreements, double tolerance, long latencyMillis, int every) {

        /** Some windows may fail, it may say anything, and should not hold up anybody. */
        public static final Limits USUAL = new Limits(0.01, 1, 1e-3, 1000, 200);

        /**
         * For a model that is to take over whatever it says.
         *
         * @param longest how long it is waited for
         * @return the usual limits with that
         */
        public static Limits patient(Duration longest) {
            return new Limits(USUAL.failures, 1, USUAL.tolerance, Math.max(1, longest.toMillis()), USUAL.every);
        }

        /** Checks every value against its range. */
        public Limits {
            requireShare("failures", failures);
            requireShare("disagreements", disagreements);
            if (!(tolerance >= 0) || latencyMillis < 1 || every < 1) {
                throw new IllegalArgumentException(
                        "a trial must have a tolerance of 0 or more, and a latency of 1 ms and windows to be judged of 1 or"
                                + " more, but has " + tolerance + ", " + latencyMillis + " ms and " + every);
            }
        }
    }

    /** Checks the share against its range. */
    public Tryout {
        requireShare("share", share);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "the " + name + " of a trial must be in 0..1 but was " + value + ": 0.1 is one in ten");
        }
    }

    /**
     * Whether a record is one of these.
     *
     * @param headers of a record
     * @return true for a trial
     */
    public static boolean isIn(Headers headers) {
        return Control.isIn(headers, KIND);
    }

    /**
     * Reads a record's value.
     *
     * @param value of a record that {@link #isIn} tells
     * @return the trial
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Tryout read(byte @Nullable [] value) {
        Tryout read = Control.read(value, Tryout.class, KIND);
        if (!Control.names(read.model) || read.topic == null || read.limits == null) {
            throw Control.incomplete(KIND, "a model, a topic and limits", value);
        }
        return read;
    }

    /**
     * Whether the candidate scores a key: the same keys on every instance, and all those of a smaller share.
     *
     * @param key stream id
     * @return true for the keys of its share
     */
    public boolean covers(String key) {
        if (share >= 1) {
            return true;
        }
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() < share * HASHES;
    }

    /**
     * The record.
     *
     * @param signals topic
     * @param partition in which it begins or ends
     * @return to be produced
     */
    public ProducerRecord<byte[], byte[]> record(String signals, int partition) {
        return Control.record(this, KIND, signals, partition);
    }
}
