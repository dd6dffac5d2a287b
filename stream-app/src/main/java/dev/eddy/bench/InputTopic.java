package dev.eddy.bench;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the topic that all contenders read, the keys side by side. */
final class InputTopic {

    private static final int LINGER_MILLIS = 20;

    private final Load load;
    private final SampleCodec codec;
    private final AtomicInteger lost = new AtomicInteger();

    InputTopic(Load load, SampleCodec codec) {
        this.load = load;
        this.codec = codec;
    }

    void fill(Bench.Kafka kafka, String topic) {
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, kafka.registry());
                KafkaProducer<String, SignalChunk> producer = producer(kafka, serde, LINGER_MILLIS)) {
            producer.partitionsFor(topic);
            for (int turn = 0; turn < load.turns(); turn++) {
                for (int key = 0; key < load.keys(); key++) {
                    send(producer, topic, key, turn - load.delay(key));
                }
            }
            producer.flush();
        }
        if (lost.get() > 0) {
            throw new IllegalStateException(
                    "the broker must take the whole input but refused " + lost + " events; is its disk full?");
        }
    }

    private void send(KafkaProducer<String, SignalChunk> producer, String topic, int key, int event) {
        if (event >= 0 && event < load.events()) {
            SignalChunk chunk = codec.encode(load.event(key, event), Encoding.F32LE);
            var unused = producer.send(new ProducerRecord<>(topic, Load.name(key), chunk), (sent, e) -> {
                if (e != null) {
                    lost.incrementAndGet();
                }
            });
        }
    }

    static KafkaProducer<String, SignalChunk> producer(
            Bench.Kafka kafka, EventSerde<SignalChunk> serde, int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        // A later request may overtake a first one that must be repeated: the topic is new.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new StringSerializer(),
                serde.serializer());
    }
}
