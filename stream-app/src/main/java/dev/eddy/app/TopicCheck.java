package dev.eddy.app;

import dev.eddy.topology.TopologySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the topics of an app are there, asked before it starts: for some of them it would wait without end. */
final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private static final Map<String, Object> PATIENCE = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");

    private TopicCheck() {}

    /** Kafka may be away, or may not tell: then the app starts and waits for it, or is told why not. */
    static void requireTopics(KafkaTarget kafka, List<TopologySettings> pipelines, Optional<String> models)
            throws InterruptedException {
        Set<String> signals = pipelines.stream().map(TopologySettings::signals).collect(Collectors.toSet());
        Set<String> names = new TreeSet<>(signals);
        pipelines.forEach(it -> names.addAll(List.of(it.predictions(), it.deadLetters())));
        models.ifPresent(names::add);
        int partitions = MissingTopic.PARTITIONS;
        List<String> missing = new ArrayList<>();
        try (Admin admin = Admin.create(kafka.client(PATIENCE))) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(names).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                if (!isThere(answer.getValue())) {
                    missing.add(answer.getKey());
                } else if (signals.contains(answer.getKey())) {
                    partitions = answer.getValue().get().partitions().size();
                }
            }
        } catch (ExecutionException e) {
            LOG.warn("Whether the topics are there is not known yet: {}", String.valueOf(e.getCause()));
        }
        Optional<String> noModels = models.filter(missing::remove);
        if (!missing.isEmpty()) {
            throw MissingTopic.exception(kafka, missing.stream().sorted().toList(), partitions);
        } else if (noModels.isPresent()) {
            throw new IllegalStateException(MissingTopic.ofModels(noModels.get()));
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
