package dev.eddy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the live page is told of an event: little, since it is told often. Times in microseconds since 1970. */
final class LiveJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The most points of one chunk that are drawn. */
    private static final int POINTS = 20;

    private static final int MOST_SAMPLES = 1 << 20;

    private LiveJson() {}

    /** The first channel of a chunk, thinned out. */
    static String signal(ConsumerRecord<byte[], byte[]> event, EventSerde<SignalChunk> serde) {
        SignalChunk chunk = serde.deserializer().deserialize(event.topic(), event.value());
        SignalSpec signal = new SignalSpec(chunk.getChannels(), chunk.getSampleRate());
        Samples samples = new SampleCodec(signal, MOST_SAMPLES).decode(chunk);
        int count = samples.values().length / signal.channels();
        int stride = Math.max(1, count / POINTS);
        ObjectNode json = JSON.createObjectNode();
        json.put("key", key(event));
        json.put("time", samples.startMicros());
        json.put("every", stride * 1e6 / signal.sampleRate());
        ArrayNode values = json.putArray("values");
        for (int i = 0; i < count; i += stride) {
            values.add(samples.values()[i * signal.channels()]);
        }
        return json.toString();
    }

    static String prediction(ConsumerRecord<byte[], byte[]> event, EventSerde<Prediction> serde) {
        Prediction prediction = serde.deserializer().deserialize(event.topic(), event.value());
        ObjectNode json = JSON.createObjectNode();
        json.put("key", key(event));
        json.put("start", micros(prediction.getWindowStart()));
        json.put("end", micros(prediction.getWindowEnd()));
        json.put("label", prediction.getLabel());
        json.put("score", prediction.getScores().getOrDefault(prediction.getLabel(), 0f));
        json.put("epoch", prediction.getEpoch());
        json.put("step", prediction.getStep());
        return json.toString();
    }

    private static String key(ConsumerRecord<byte[], byte[]> event) {
        return new String(event.key(), StandardCharsets.UTF_8);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
