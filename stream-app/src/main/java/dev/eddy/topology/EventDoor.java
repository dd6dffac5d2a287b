package dev.eddy.topology;

import dev.eddy.event.ChunkReader;
import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.RegistryUnavailableException;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.model.ModelManifest;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
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

    private final TopologySettings settings;
    private final Serde<SignalChunk> chunks;
    private final Serde<Prediction> predictions;
    private final ChunkReader reader;
    private final SampleCodec codec;

    /**
     * A door for the events of one model.
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
        this.settings = settings;
        this.chunks = chunks;
        this.predictions = predictions;
        int samples = Math.min(settings.bounds().chunkSamples(), mostSamples(model));
        this.reader = new ChunkReader(chunks, model.signal(), samples);
        this.codec = new SampleCodec(model.signal(), samples);
    }

    /** Overlapping windows hold each sample several times: what one chunk becomes must stay within memory. */
    private static int mostSamples(ModelManifest model) {
        long windows =
                MOST_VALUES / ((long) model.window().length() * model.signal().channels());
        return (int) Math.min(
                Integer.MAX_VALUE,
                model.window().length() + windows * model.window().hop());
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
     * Reads a record's value.
     *
     * @param value the frame of a signal chunk
     * @return its samples, all finite
     * @throws Unusable when the chunk cannot be used
     */
    public Samples samples(byte[] value) throws Unusable {
        try {
            Samples plain = reader.inPlace(value);
            return plain != null ? plain : patiently(() -> reader.read(settings.signals(), value));
        } catch (UnreadableEventException e) {
            throw new Unusable(new DeadLetter(e.reason().name(), String.valueOf(e.getMessage())));
        } catch (RefusedChunkException e) {
            throw new Unusable(new DeadLetter(e.reason().name(), String.valueOf(e.getMessage())));
        }
    }

    /** Where the predictions of models that are tried go. */
    String shadow() {
        return settings.shadow();
    }

    /** Reads the value of a record that lets another model take over. */
    Switch order(byte @Nullable [] value) throws Unusable {
        return read(() -> Switch.read(value));
    }

    /** Reads the value of a record that lets a model be tried. */
    Tryout trial(byte @Nullable [] value) throws Unusable {
        return read(() -> Tryout.read(value));
    }

    private static <T> T read(Supplier<T> order) throws Unusable {
        try {
            return order.get();
        } catch (IllegalArgumentException e) {
            throw new Unusable(new DeadLetter(DeadLetter.Reason.BAD_SWITCH, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Writes a prediction.
     *
     * @param prediction complete
     * @return its frame
     */
    public byte[] bytes(Prediction prediction) {
        return patiently(() -> predictions.serializer().serialize(settings.predictions(), prediction));
    }

    /** A window as a chunk again, so that a dead letter of it can be produced once more. */
    byte[] bytes(Window window) {
        Samples samples = new Samples(Math.max(0, window.startMicros()), window.values(), false);
        return patiently(
                () -> chunks.serializer().serialize(settings.signals(), codec.encode(samples, Encoding.F32LE)));
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
