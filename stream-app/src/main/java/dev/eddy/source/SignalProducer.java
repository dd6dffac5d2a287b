package dev.eddy.source;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.MissingTopic;
import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.event.EventSerdes;
import dev.eddy.event.SignalChunk;
import dev.eddy.event.SignalFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends chunks to a topic, each exactly once as far as one producer can promise. Used by one thread. */
public final class SignalProducer implements Outlet {

    private static final Map<String, Object> OURS = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            // On a topic that was made just now a second request may arrive before a first one that must be repeated.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");

    private final String topic;
    private final Refusal refusal;
    private final EventSerdes serdes;
    private final KafkaProducer<String, SignalChunk> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * Waits for the topic, 20 s at most; chunks are written as Avro.
     *
     * @param kafka where it is
     * @param topic of signals
     * @throws IllegalStateException when the topic is not there
     * @throws dev.eddy.cluster.RefusedException when the user may not write to it
     */
    public SignalProducer(KafkaTarget kafka, String topic) {
        this(kafka, topic, SignalFormat.AVRO);
    }

    /**
     * The same in another format.
     *
     * @param kafka where it is
     * @param topic of signals
     * @param format in which chunks are written
     */
    public SignalProducer(KafkaTarget kafka, String topic, SignalFormat format) {
        this.topic = topic;
        this.refusal = new Refusal(kafka.bootstrapServers(), List.of(Right.write(topic)));
        this.serdes = EventSerdes.of(kafka.registry());
        this.producer = new KafkaProducer<>(kafka.client(OURS), new StringSerializer(), format.writer(serdes));
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException e) {
            close();
            throw MissingTopic.exception(kafka, topic, e);
        } catch (AuthenticationException | AuthorizationException e) {
            close();
            throw refusal.explained(e);
        }
    }

    @Override
    public void send(String key, SignalChunk chunk) {
        requireNoFailure();
        var unused = producer.send(new ProducerRecord<>(topic, key, chunk), (sent, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    @Override
    public void flush() {
        producer.flush();
        requireNoFailure();
    }

    private void requireNoFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException(
                    "topic " + topic + " did not take a chunk ("
                            + refusal.explain(e).orElse(e.getMessage())
                            + "); what was sent before it may have arrived: mend the cause and produce again, duplicates are ignored",
                    e);
        }
    }

    @Override
    public void close() {
        producer.close();
        serdes.close();
    }
}
