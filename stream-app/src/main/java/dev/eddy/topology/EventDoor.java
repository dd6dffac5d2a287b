package dev.eddy.topology;

import dev.eddy.event.ChunkReader;
import dev.eddy.event.Encoding;
import dev.eddy.event.Envelope;
import dev.eddy.event.EventSerde;
import dev.eddy.event.EventSerdes;
import dev.eddy.event.Prediction;
import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.RegistryUnavailableException;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.SignalReader;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Seed;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where bytes become words and words become bytes. What cannot come in leaves as an {@link Unusable} with its dead letter.
 * One thread.
 */
public final class EventDoor {

    /** The most values (windows times samples times channels) that one chunk may become: 64 MiB of floats. */
    private static final long MOST_VALUES = 1 << 24;

    private static final Logger LOG = LoggerFactory.getLogger(EventDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final Headers NO_HEADERS = new RecordHeaders();
    private static final long NO_TIMESTAMP = -1;

    private final TopologySettings settings;
    private final SignalReader reader;
    private final Written written;
    private final SampleCodec codec;
    private final SignalSpec signal;

    /**
     * A door for the events of one model.
     *
     * @param settings names of topics, bounds, how signals are written
     * @param serdes of the events
     * @param model what the signals are for
     */
    public EventDoor(TopologySettings settings, EventSerdes serdes, ModelManifest model) {
        this(settings, serdes, model, UnaryOperator.identity());
    }

    /** A door behind which others stand that read the same. */
    EventDoor(TopologySettings settings, EventSerdes serdes, ModelManifest model, UnaryOperator<SignalReader> shared) {
        this(
                settings,
                shared.apply(reader(settings, serdes, model)),
                new Written(serdes.chunks(), serdes.predictions()),
                model);
    }

    /**
     * A door for chunks in Avro.
     *
     * @param settings names of topics, bounds
     * @param chunks how signals are written
     * @param predictions how predictions are written
     * @param model what the signals are for
     */
    public EventDoor(
            TopologySettings settings,
            EventSerde<SignalChunk> chunks,
            Serde<Prediction> predictions,
            ModelManifest model) {
        this(
                settings,
                new ChunkReader(chunks, model.signal(), mostSamples(settings, model)),
                new Written(chunks, predictions),
                model);
    }

    private EventDoor(TopologySettings settings, SignalReader reader, Written written, ModelManifest model) {
        this.settings = settings;
        this.reader = reader;
        this.written = written;
        this.signal = model.signal();
        this.codec = new SampleCodec(signal, mostSamples(settings, model));
    }

    private static SignalReader reader(TopologySettings settings, EventSerdes serdes, ModelManifest model) {
        int most = mostSamples(settings, model);
        return settings.feeds().isEmpty()
                ? settings.format().reader(serdes, model.signal(), most)
                : new FusedReader(settings, serdes, model, most);
    }

    /** How what goes out is written. */
    private record Written(Serde<SignalChunk> chunks, Serde<Prediction> predictions) {}

    /** Overlapping windows hold each sample several times: what one chunk becomes must stay within memory. */
    static int mostSamples(TopologySettings settings, ModelManifest model) {
        long windows = MOST_VALUES / model.windowSize();
        return (int) Math.min(
                settings.bounds().chunkSamples(),
                model.window().length() + windows * model.window().hop());
    }

    /** What the samples are made of. */
    SignalSpec signal() {
        return signal;
    }

    /**
     * Reads a record's key.
     *
     * @param bytes of the key
     * @return the stream id
     * @throws Unusable when there is none
     */
    public String key(byte @Nullable [] bytes) throws Unusable {
        if (bytes == null || bytes.length == 0) {
            throw new Unusable(new DeadLetter(
                    DeadLetter.Reason.NO_KEY, "an event must have the id of its stream as its key but has none"));
        }
        String key = new String(bytes, StandardCharsets.UTF_8);
        if (key.indexOf('\uFFFD') >= 0 && !Arrays.equals(key.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new Unusable(new DeadLetter(
                    DeadLetter.Reason.BAD_KEY,
                    "a key must be UTF-8 text but is not; it reads " + key.substring(0, Math.min(64, key.length()))));
        }
        return key;
    }

    /**
     * Reads the value of a record of which all is in its value.
     *
     * @param value as it came
     * @return its samples or readings
     * @throws Unusable when it cannot be used
     */
    public Samples samples(byte[] value) throws Unusable {
        return samples(value, NO_TIMESTAMP, NO_HEADERS);
    }

    /**
     * Reads the value of a record of the topic of signals.
     *
     * @param value as it came
     * @param timestampMillis of the record
     * @param headers of the record
     * @return its samples or readings
     * @throws Unusable when it cannot be used
     */
    public Samples samples(byte[] value, long timestampMillis, Headers headers) throws Unusable {
        return samples(settings.signals(), value, timestampMillis, headers);
    }

    /** Reads the value of a record of one of the topics. */
    Samples samples(String topic, byte[] value, long timestampMillis, Headers headers) throws Unusable {
        try {
            Samples plain = reader.inPlace(value);
            return plain != null
                    ? plain
                    : patiently(() -> reader.read(new Envelope(topic, timestampMillis, headers), value));
        } catch (UnreadableEventException e) {
            throw new Unusable(new DeadLetter(e.reason().name(), String.valueOf(e.getMessage())));
        } catch (RefusedChunkException e) {
            throw new Unusable(new DeadLetter(e.reason().name(), String.valueOf(e.getMessage())));
        }
    }

    /** Whether several topics make one signal. */
    boolean isFused() {
        return !settings.feeds().isEmpty();
    }

    /** The topic of the signals, or that which leads where there are several. */
    String leading() {
        return settings.signals();
    }

    /** Where the predictions of models that are tried go. */
    String shadow() {
        return settings.shadow();
    }

    /** Reads the value of a record that lets another model take over. */
    Switch order(byte @Nullable [] value) throws Unusable {
        return read(() -> Switch.read(value), DeadLetter.Reason.BAD_SWITCH);
    }

    /** Reads the value of a record that lets a model be tried. */
    Tryout trial(byte @Nullable [] value) throws Unusable {
        return read(() -> Tryout.read(value), DeadLetter.Reason.BAD_SWITCH);
    }

    /** Reads the value of a record that gives a key its state. */
    Seed seed(byte @Nullable [] value) throws Unusable {
        return read(() -> Seed.read(value), DeadLetter.Reason.BAD_SEED);
    }

    private static <T> T read(Supplier<T> order, DeadLetter.Reason otherwise) throws Unusable {
        try {
            return order.get();
        } catch (IllegalArgumentException e) {
            throw new Unusable(new DeadLetter(otherwise, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Writes a prediction.
     *
     * @param prediction complete
     * @return its frame
     */
    public byte[] bytes(Prediction prediction) {
        return patiently(() -> written.predictions.serializer().serialize(settings.predictions(), prediction));
    }

    /** Writes samples as a chunk. */
    byte[] bytes(Samples samples) {
        return patiently(
                () -> written.chunks.serializer().serialize(settings.signals(), codec.encode(samples, Encoding.F32LE)));
    }

    /**
     * The registry is asked about each schema once. While it does not answer, the task stands still for a while: that costs
     * less than to give up all that was done since the last commit.
     */
    private static <T> T patiently(Supplier<T> work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return work.get();
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LOG.warn("Waiting for the schema registry: {}", e.getMessage());
                pause(e);
            }
        }
    }

    private static void pause(RegistryUnavailableException failure) {
        try {
            Thread.sleep(ASK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** An event that cannot come in. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        private final transient DeadLetter letter;

        Unusable(DeadLetter letter) {
            super(letter.message(), null, false, false);
            this.letter = letter;
        }

        DeadLetter letter() {
            return letter;
        }
    }
}
