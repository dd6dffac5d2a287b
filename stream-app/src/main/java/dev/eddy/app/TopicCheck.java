package dev.eddy.app;

import dev.eddy.topology.TopologySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
    static void requireTopics(KafkaTarget kafka, TopologySettings topics) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        try (Admin admin = Admin.create(kafka.client(PATIENCE))) {
            for (String topic : List.of(topics.signals(), topics.predictions(), topics.deadLetters())) {
                if (!isThere(admin, topic)) {
                    missing.add(topic);
                }
            }
        } catch (ExecutionException e) {
            LOG.warn("Whether the topics are there is not known yet: {}", String.valueOf(e.getCause()));
        }
        if (!missing.isEmpty()) {
            throw MissingTopic.exception(kafka, missing);
        }
    }

    private static boolean isThere(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
