package dev.eddy.bench;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.model.ModelManifest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends a load evenly spread over time, one event of each key per turn.
 *
 * @param kafka where to
 * @param model for which it is meant
 * @param load that is sent
 */
record EvenPace(Bench.Kafka kafka, ModelManifest model, Load load) {

    private static final long TICK_NANOS = 50_000;

    /** Is told of every event when it was due. */
    @FunctionalInterface
    interface Listener {

        /** An event of a key is sent now and was due at that time, as {@link System#nanoTime} has it. */
        void sent(int key, int event, long at);
    }

    /** Sends all of it, or as much as is wanted. */
    void send(String topic, double windowsPerSecond, BooleanSupplier wanted, Listener listener) {
        SampleCodec codec = new SampleCodec(model.signal(), Integer.MAX_VALUE);
        double secondsPerTurn = load.windows() / (double) load.turns() / windowsPerSecond;
        double nanosPerEvent = secondsPerTurn * TimeUnit.SECONDS.toNanos(1) / load.keys();
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, kafka.registry());
                KafkaProducer<String, SignalChunk> producer = InputTopic.producer(kafka, serde, 0)) {
            producer.partitionsFor(topic);
            long start = System.nanoTime();
            for (int turn = 0; turn < load.turns() && wanted.getAsBoolean(); turn++) {
                for (int key = 0; key < load.keys(); key++) {
                    long at = start + (long) (nanosPerEvent * ((double) turn * load.keys() + key));
                    int event = turn - load.delay(key);
                    if (event >= 0 && event < load.events()) {
                        waitUntil(at);
                        listener.sent(key, event, at);
                        SignalChunk chunk = codec.encode(load.event(key, event), Encoding.F32LE);
                        var unused = producer.send(new ProducerRecord<>(topic, Load.name(key), chunk));
                    }
                }
            }
            producer.flush();
        }
    }

    private static void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(Math.max(left, TICK_NANOS));
            left = nanos - System.nanoTime();
        }
    }
}
