package dev.eddy.trainer.topic;

import dev.eddy.event.RefusedChunkException;
import dev.eddy.event.RegistryUnavailableException;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.UnreadableEventException;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a topic, assembled event by event. The first usable event says what the signal is; an event that cannot
 * be used is passed over, as it is when serving, and counted by its reason.
 *
 * <p>Not thread-safe.
 */
final class TopicRecordings {

    private final Deserializer<SignalChunk> chunks;
    private final int maxGap;
    private final GapFill fill;
    private final Map<String, StreamTape> tapes = new TreeMap<>();
    private final Map<String, Integer> passedOver = new TreeMap<>();
    private @Nullable SampleCodec codec;
    private @Nullable SignalSpec signal;

    /**
     * Starts with nothing.
     *
     * @param chunks reads the values of events
     * @param maxGap the longest gap, in samples, that is filled; that of the model's windows
     * @param fill with what; that of the model's windows
     */
    TopicRecordings(Deserializer<SignalChunk> chunks, int maxGap, GapFill fill) {
        this.chunks = chunks;
        this.maxGap = maxGap;
        this.fill = fill;
    }

    void accept(ConsumerRecord<byte[], byte[]> event) throws IOException {
        if (event.key() == null || event.value() == null) {
            count(event.key() == null ? "no key" : "no value");
            return;
        }
        try {
            accept(new String(event.key(), StandardCharsets.UTF_8), chunks.deserialize(event.topic(), event.value()));
        } catch (UnreadableEventException e) {
            count(e.reason().name());
        } catch (RefusedChunkException e) {
            count(e.reason().name());
        } catch (RegistryUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void accept(String key, SignalChunk chunk) throws IOException {
        SignalSpec expected = signal == null ? spec(chunk) : signal;
        SampleCodec door = codec == null ? new SampleCodec(expected, Integer.MAX_VALUE) : codec;
        var samples = door.decode(chunk);
        signal = expected;
        codec = door;
        StreamTape tape = tapes.get(key);
        if (tape == null) {
            tape = new StreamTape(key, expected, maxGap, fill);
            tapes.put(key, tape);
        }
        tape.accept(samples);
    }

    private static SignalSpec spec(SignalChunk chunk) throws IOException {
        try {
            return new SignalSpec(chunk.getChannels(), chunk.getSampleRate());
        } catch (IllegalArgumentException e) {
            throw new IOException("the first event is no signal: " + e.getMessage() + "; mend its producer", e);
        }
    }

    private void count(String reason) {
        passedOver.merge(reason, 1, Integer::sum);
    }

    /** How many events could not be used, by reason. */
    Map<String, Integer> passedOver() {
        return passedOver;
    }

    /** All epochs of all streams in the order of their keys. */
    List<Stretch> stretches() throws IOException {
        List<Stretch> stretches = new ArrayList<>();
        for (StreamTape tape : tapes.values()) {
            stretches.addAll(tape.stretches());
        }
        return stretches;
    }
}
