package dev.eddy.rollout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the model topic and, for a promotion, to the signals, each time all or nothing. Two for the same name exclude
 * each other: the later one ends the earlier one. Used by one thread.
 */
public final class ModelPress implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Waits until nobody else writes for this name.
     *
     * @param client settings of Kafka's clients
     * @param topic of models
     * @param name of the models
     */
    public ModelPress(Map<String, Object> client, String topic, String name) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-" + name);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
    }

    /**
     * Publishes a model.
     *
     * @param head of the model
     * @param graph of the model
     */
    public void publish(ModelHead head, byte[] graph) {
        inTransaction(() -> {
            for (int i = 0; i < head.pieces(); i++) {
                byte[] piece = Arrays.copyOfRange(
                        graph, i * ModelHead.PIECE, Math.min(graph.length, (i + 1) * ModelHead.PIECE));
                send(Catalog.key(head.id()) + "/" + i, piece);
            }
            send(Catalog.key(head.id()), Json.bytes(head));
        });
    }

    /**
     * Retires a model: its graph goes, its head stays.
     *
     * @param head of the model
     */
    public void retire(ModelHead head) {
        inTransaction(() -> {
            send(Catalog.key(head.id()), Json.bytes(head.retire()));
            for (int i = 0; i < head.pieces(); i++) {
                send(Catalog.key(head.id()) + "/" + i, null);
            }
        });
    }

    /**
     * Lets a model take over, at one place in each partition.
     *
     * @param switches what is written to each partition of the signals
     * @param promotion as far as it is known
     * @param before what was promoted before
     * @return the promotion with its places
     */
    public History.Promotion promote(Map<Integer, Switch> switches, History.Promotion promotion, History before) {
        Map<Integer, ProducerRecord<byte[], byte[]>> orders = new HashMap<>();
        switches.forEach((partition, it) -> orders.put(partition, it.record(promotion.signals(), partition)));
        return ordered(promotion.model().name(), orders, offsets -> {
            History.Promotion done = promotion.at(offsets);
            return new Done<>(done, before.plus(done));
        });
    }

    /**
     * Lets a model be tried, or no longer, from one place in each partition on.
     *
     * @param partitions of the signals
     * @param rehearsal as far as it is known
     * @param before what was promoted and tried before
     * @return the trial with its places
     */
    public History.Rehearsal rehearse(Set<Integer> partitions, History.Rehearsal rehearsal, History before) {
        Tryout trial = rehearsal.trial();
        Map<Integer, ProducerRecord<byte[], byte[]>> orders = new HashMap<>();
        partitions.forEach(partition -> orders.put(partition, trial.record(rehearsal.signals(), partition)));
        return ordered(trial.model().name(), orders, offsets -> {
            History.Rehearsal done = new History.Rehearsal(trial, rehearsal.at(), rehearsal.signals(), offsets);
            return new Done<>(done, before.plus(done));
        });
    }

    /** What was ordered, and the history with it. */
    private record Done<T>(T order, History history) {}

    /** Writes an order to each partition, and the history with the places of all, or nothing. */
    private <T> T ordered(
            String name,
            Map<Integer, ProducerRecord<byte[], byte[]>> orders,
            Function<Map<Integer, Long>, Done<T>> history) {
        List<T> done = new ArrayList<>(1);
        inTransaction(() -> {
            Map<Integer, Future<RecordMetadata>> written = new HashMap<>();
            orders.forEach((partition, it) -> written.put(partition, producer.send(it)));
            producer.flush();
            Map<Integer, Long> offsets = new HashMap<>();
            written.forEach((partition, it) -> offsets.put(partition, offset(it)));
            Done<T> ordered = history.apply(offsets);
            done.add(ordered.order());
            send(name, Json.bytes(ordered.history()));
        });
        return done.get(0);
    }

    private static long offset(Future<RecordMetadata> written) {
        try {
            return written.get().offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the order was written; nothing has changed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the order cannot be written: " + e.getCause(), e);
        }
    }

    private void send(String key, byte @Nullable [] value) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private void inTransaction(Runnable work) {
        producer.beginTransaction();
        try {
            work.run();
            producer.commitTransaction();
        } catch (RuntimeException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
