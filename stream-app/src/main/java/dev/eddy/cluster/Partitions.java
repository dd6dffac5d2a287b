package dev.eddy.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Utils;

/** The partitions of a topic, and where the last while of each begins. */
public final class Partitions {

    private Partitions() {}

    /**
     * For each partition the offset of the first record of that last while, the end where there is none; 0 for no time.
     *
     * @param right of the user to the topic, all that is going to be done with it included
     */
    public static Map<Integer, Long> of(KafkaTarget kafka, Right right, Duration last) {
        String topic = right.name();
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            List<TopicPartition> partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(it -> it.partitions().stream())
                            .map(TopicPartitionInfo::partition)
                            .map(it -> new TopicPartition(topic, it))
                            .toList();
            Map<Integer, Long> starts = new HashMap<>();
            partitions.forEach(it -> starts.put(it.partition(), 0L));
            if (!last.isZero()) {
                long since = System.currentTimeMillis() - last.toMillis();
                offsets(admin, partitions, OffsetSpec.latest())
                        .forEach((partition, end) -> starts.put(partition.partition(), end.offset()));
                offsets(admin, partitions, OffsetSpec.forTimestamp(since)).forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        starts.put(partition.partition(), found.offset());
                    }
                });
            }
            return starts;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for " + topic, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AuthorizationException
                    ? new RefusedException(right.missing(kafka.bootstrapServers()), e)
                    : MissingTopic.exception(kafka, topic, e);
        }
    }

    /** Makes a topic with as many partitions as another one, unless it is there. */
    public static void makeAs(KafkaTarget kafka, String like, String topic) {
        make(
                kafka,
                topic,
                of(kafka, Right.look(ResourceType.TOPIC, like), Duration.ZERO).size(),
                Map.of());
    }

    /** Makes a topic, unless it is there. */
    public static void make(KafkaTarget kafka, String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        try (Admin admin = Admin.create(kafka.client(Map.of()))) {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + topic + " was made", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "topic " + topic + " must be there but cannot be made: " + e.getCause()
                                + "; make it with partitions=" + partitions + " and the settings " + settings,
                        e);
            }
        }
    }

    /** The partition to which Kafka's producers send a key unless they are told otherwise. */
    public static int likely(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec where)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(it -> asked.put(it, where));
        return admin.listOffsets(asked).all().get();
    }
}
