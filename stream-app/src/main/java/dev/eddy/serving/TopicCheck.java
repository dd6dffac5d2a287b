package dev.eddy.serving;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.MissingTopic;
import dev.eddy.topology.TopologySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the topics of an app are there, asked before it starts: for some of them it would wait without end. */
public final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private static final Map<String, Object> PATIENCE = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");

    private TopicCheck() {}

    /** Kafka may be away, or may not tell: then the app starts and waits for it, or is told why not. */
    public static void requireTopics(KafkaTarget kafka, List<TopologySettings> pipelines, Optional<String> models)
            throws InterruptedException {
        Set<String> names = new TreeSet<>();
        pipelines.forEach(it -> names.addAll(it.sources()));
        pipelines.forEach(it -> names.addAll(List.of(it.predictions(), it.deadLetters())));
        models.ifPresent(names::add);
        List<String> missing = new ArrayList<>();
        Map<String, Integer> partitions = new HashMap<>();
        try (Admin admin = Admin.create(kafka.client(PATIENCE))) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(names).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                if (isThere(answer.getValue())) {
                    partitions.put(
                            answer.getKey(),
                            answer.getValue().get().partitions().size());
                } else {
                    missing.add(answer.getKey());
                }
            }
        } catch (ExecutionException e) {
            LOG.warn("Whether the topics are there is not known yet: {}", String.valueOf(e.getCause()));
        }
        Optional<String> noModels = models.filter(missing::remove);
        if (!missing.isEmpty()) {
            int usual = pipelines.stream()
                    .map(it -> partitions.get(it.signals()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(MissingTopic.PARTITIONS);
            throw MissingTopic.exception(kafka, missing.stream().sorted().toList(), usual);
        } else if (noModels.isPresent()) {
            throw new IllegalStateException(MissingTopic.ofModels(noModels.get()));
        }
        pipelines.forEach(it -> requireAlike(it.sources(), partitions));
    }

    /** A key of a signal that comes from several topics must be in the same partition of each. */
    private static void requireAlike(List<String> topics, Map<String, Integer> partitions) {
        Map<String, Integer> of = new TreeMap<>(partitions);
        of.keySet().retainAll(topics);
        if (Set.copyOf(of.values()).size() > 1) {
            throw new IllegalStateException(
                    "topics that make one signal must have the same number of partitions, so that a"
                            + " key is in the same one of each, but have " + of + ": make them alike");
        }
    }

    private static boolean isThere(KafkaFuture<TopicDescription> answer)
            throws ExecutionException, InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
