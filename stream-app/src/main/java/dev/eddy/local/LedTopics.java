package dev.eddy.local;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics that can be written to at once. */
public final class LedTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private LedTopics() {}

    /**
     * Makes topics, leaves alone those that are there with as many partitions, and returns when each partition has a
     * leader.
     *
     * @param bootstrapServers {@code host:port,...}
     * @param names of the topics
     * @param partitions of each, 1 or more
     * @param replicas of each partition, 1 or more
     * @throws IllegalStateException if Kafka refuses, or one is there with another number of partitions
     */
    public static void make(String bootstrapServers, Collection<String> names, int partitions, int replicas) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (String name : names) {
                make(admin, new NewTopic(name, partitions, (short) replicas));
            }
            for (String name : names) {
                awaitLeaders(admin, name, partitions);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "topics " + names + " must be made but Kafka at " + bootstrapServers + " says: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics " + names, e);
        }
    }

    private static void make(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            requireAlike(admin, topic);
        }
    }

    private static void requireAlike(Admin admin, NewTopic wanted) throws ExecutionException, InterruptedException {
        for (TopicDescription there : admin.describeTopics(List.of(wanted.name()))
                .allTopicNames()
                .get()
                .values()) {
            int partitions = there.partitions().size();
            if (partitions != wanted.numPartitions()) {
                throw new IllegalStateException("topic " + wanted.name() + " must have " + wanted.numPartitions()
                        + " partitions but is there with " + partitions + ": ask for " + partitions
                        + ", or delete it first");
            }
        }
    }

    /**
     * The controller makes a topic before the broker has heard of it, and a topic is there before its leaders are: an
     * idempotent producer that comes in between can be refused for minutes, since its later batches arrive before its
     * first one. Leaders answer for their offsets; a broker that does not know the topic yet is asked again.
     *
     * @param admin of the brokers
     * @param topic that is being made
     * @param partitions that it will have
     * @throws ExecutionException if they have no leaders in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answered(admin, all, System.nanoTime() > end)) {
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN.toMillis());
        }
    }

    private static boolean answered(Admin admin, Map<TopicPartition, OffsetSpec> all, boolean lastly)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(all).all().get();
            return true;
        } catch (ExecutionException e) {
            if (lastly || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            return false;
        }
    }
}
