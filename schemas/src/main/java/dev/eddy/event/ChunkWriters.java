package dev.eddy.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Chunks in formats that are not theirs. What the readers of those formats read of them are the same samples. */
final class ChunkWriters {

    private static final JsonFactory JSON = new JsonFactory();

    private ChunkWriters() {}

    /** A JSON object of samples. */
    static Serializer<SignalChunk> json() {
        return (topic, chunk) -> json(chunk);
    }

    private static byte[] json(SignalChunk chunk) {
        Samples samples = samples(chunk);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("startTime", samples.startMicros());
            out.writeNumberField("sampleRate", chunk.getSampleRate());
            out.writeArrayFieldStart("samples");
            for (int i = 0; i < samples.values().length; i += chunk.getChannels()) {
                out.writeStartArray();
                for (int c = 0; c < chunk.getChannels(); c++) {
                    out.writeNumber(samples.values()[i + c]);
                }
                out.writeEndArray();
            }
            out.writeEndArray();
            out.writeBooleanField("endOfEvent", samples.endOfEvent());
            out.writeBooleanField("reset", samples.reset());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a chunk in memory must be writable as JSON", e);
        }
        return bytes.toByteArray();
    }

    /** Each sample a reading of its own. */
    static Serializer<SignalChunk> readings(EventSerde<Readings> serde) {
        return (topic, chunk) -> serde.serializer().serialize(topic, readings(chunk));
    }

    private static Readings readings(SignalChunk chunk) {
        Samples samples = samples(chunk);
        int channels = chunk.getChannels();
        SignalSpec signal = new SignalSpec(channels, chunk.getSampleRate());
        List<Reading> rows = new ArrayList<>();
        for (int i = 0; i < samples.values().length / channels; i++) {
            List<Float> values = new ArrayList<>();
            for (int c = 0; c < channels; c++) {
                values.add(samples.values()[i * channels + c]);
            }
            rows.add(new Reading(Micros.time(samples.startMicros() + signal.micros(i)), values));
        }
        return new Readings(rows, Micros.time(samples.startMicros()), samples.endOfEvent(), samples.reset());
    }

    /** Bare samples; what else is to be said goes into the headers. */
    static Serializer<SignalChunk> pcm() {
        return new Serializer<>() {
            @Override
            public byte[] serialize(String topic, SignalChunk chunk) {
                return serialize(topic, new RecordHeaders(), chunk);
            }

            @Override
            public byte[] serialize(String topic, Headers headers, SignalChunk chunk) {
                Samples samples = samples(chunk);
                add(headers, PcmReader.START, samples.startMicros());
                add(headers, PcmReader.RATE, chunk.getSampleRate());
                add(headers, PcmReader.CHANNELS, chunk.getChannels());
                add(headers, PcmReader.END, samples.endOfEvent());
                add(headers, PcmReader.RESET, samples.reset());
                SignalSpec signal = new SignalSpec(chunk.getChannels(), chunk.getSampleRate());
                return new SampleCodec(signal, Integer.MAX_VALUE)
                        .encode(samples, Encoding.PCM_S16LE)
                        .getSamples()
                        .array();
            }
        };
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    private static Samples samples(SignalChunk chunk) {
        SignalSpec signal = new SignalSpec(chunk.getChannels(), chunk.getSampleRate());
        return new SampleCodec(signal, Integer.MAX_VALUE).decode(chunk);
    }
}
