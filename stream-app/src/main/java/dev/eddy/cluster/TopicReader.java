package dev.eddy.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what is committed from all partitions of a topic, without a group. Used by one thread.
 *
 * @param <V> what the values are
 */
public final class TopicReader<V> implements AutoCloseable {

    private static final Map<String, Object> OURS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_BLOCK = 4096;

    private final String topic;
    private final Refusal refusal;
    private final KafkaConsumer<String, V> consumer;
    private final List<TopicPartition> partitions;
    private final Consumer<String> complaints;

    /**
     * Finds the partitions, of which nothing is read before {@link #begin}.
     *
     * @param kafka where it is
     * @param topic to read
     * @param values reads the values of records
     * @param complaints gets a line for each record that cannot be read, which is passed over
     * @throws IllegalStateException when there is no such topic, or no answer
     * @throws RefusedException when the user may not read it
     */
    public TopicReader(KafkaTarget kafka, String topic, Deserializer<V> values, Consumer<String> complaints) {
        this.complaints = complaints;
        this.topic = topic;
        this.refusal = new Refusal(kafka.bootstrapServers(), List.of(Right.read(topic)));
        this.consumer = new KafkaConsumer<>(kafka.client(OURS), new StringDeserializer(), values);
        this.partitions = found(kafka);
        consumer.assign(partitions);
    }

    private List<TopicPartition> found(KafkaTarget kafka) {
        List<TopicPartition> found;
        try {
            found = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
        } catch (TimeoutException e) {
            close();
            throw MissingTopic.exception(kafka, topic, e);
        } catch (AuthenticationException | AuthorizationException e) {
            close();
            throw refusal.explained(e);
        }
        if (found.isEmpty()) {
            close();
            throw MissingTopic.exception(kafka, topic, new TimeoutException("no partitions"));
        }
        return found;
    }

    /**
     * Goes to the beginning of all partitions, or to their ends as they are now, and returns once the positions are known.
     *
     * @param atBeginning whether to read what is there already
     */
    public void begin(boolean atBeginning) {
        if (atBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    /**
     * Hands records over, those of one key in order.
     *
     * @param patience how long at most
     * @param each takes one and says whether it wants more
     */
    public void read(Duration patience, Predicate<ConsumerRecord<String, V>> each) {
        long started = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - started < patience.toNanos()) {
            more = hand(each);
        }
    }

    /**
     * Hands records over without end, those of one key in order.
     *
     * @param each takes one and says whether it wants more
     */
    public void readOn(Predicate<ConsumerRecord<String, V>> each) {
        boolean more = true;
        while (more) {
            more = hand(each);
        }
    }

    /**
     * Hands over what is there by now.
     *
     * @param each takes one and says whether it wants more
     * @return whether it does
     */
    public boolean readWhatIsThere(Predicate<ConsumerRecord<String, V>> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean more = true;
        while (more && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            more = hand(each);
        }
        return more;
    }

    /**
     * Looks for the newest record of some kind in one partition, from its end backwards.
     *
     * @param partition of the topic
     * @param wanted tells the kind
     * @return the record, if there is one
     */
    public Optional<ConsumerRecord<String, V>> newest(int partition, Predicate<ConsumerRecord<String, V>> wanted) {
        TopicPartition only = new TopicPartition(topic, partition);
        consumer.assign(List.of(only));
        long first = consumer.beginningOffsets(List.of(only)).getOrDefault(only, 0L);
        long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
        Optional<ConsumerRecord<String, V>> found = Optional.empty();
        for (long block = FIRST_BLOCK; end > first && found.isEmpty(); block *= 2) {
            long from = Math.max(first, end - block);
            found = last(only, from, end, wanted);
            end = from;
        }
        consumer.assign(partitions);
        return found;
    }

    private Optional<ConsumerRecord<String, V>> last(
            TopicPartition partition, long from, long to, Predicate<ConsumerRecord<String, V>> wanted) {
        Optional<ConsumerRecord<String, V>> last = Optional.empty();
        consumer.seek(partition, from);
        while (consumer.position(partition) < to) {
            for (ConsumerRecord<String, V> each : poll()) {
                if (each.offset() < to && wanted.test(each)) {
                    last = Optional.of(each);
                }
            }
        }
        return last;
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return partitions.size();
    }

    private boolean hand(Predicate<ConsumerRecord<String, V>> each) {
        for (ConsumerRecord<String, V> one : poll()) {
            if (!each.test(one)) {
                return false;
            }
        }
        return true;
    }

    private ConsumerRecords<String, V> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            complaints.accept(
                    "eddy: passed over " + e.topicPartition() + " offset " + e.offset() + ": " + cause.getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
            return ConsumerRecords.empty();
        } catch (AuthenticationException | AuthorizationException e) {
            throw refusal.explained(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
