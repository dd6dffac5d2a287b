package dev.eddy.app;

import dev.eddy.topology.PredictionTopology;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at all that an app would want from Kafka, and changes nothing. One thread. */
final class BrokerExamination {

    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final Admin admin;
    private final KafkaTarget kafka;
    private final TopologySettings topics;
    private final String applicationId;
    private final List<Finding> findings = new ArrayList<>();

    BrokerExamination(Admin admin, KafkaTarget kafka, TopologySettings topics, String applicationId) {
        this.admin = admin;
        this.kafka = kafka;
        this.topics = topics;
        this.applicationId = applicationId;
    }

    List<Finding> run() throws InterruptedException {
        Optional<TopicDescription> signals = topic(topics.signals(), AclOperation.READ);
        Optional<TopicDescription> predictions = topic(topics.predictions(), AclOperation.WRITE);
        Optional<TopicDescription> unused = topic(topics.deadLetters(), AclOperation.WRITE);
        if (signals.isPresent()) {
            predictions.ifPresent(it -> partitions(signals.get(), it));
            changelog(signals.get());
            clock(signals.get());
        }
        group();
        transactions();
        return findings;
    }

    private Optional<TopicDescription> topic(String name, AclOperation needed) throws InterruptedException {
        try {
            TopicDescription topic = describe(name);
            findings.add(
                    Finding.ok("topic", name + " with " + topic.partitions().size() + " partition(s)"));
            requireRight("topic " + name, topic.authorizedOperations(), needed);
            return Optional.of(topic);
        } catch (ExecutionException e) {
            findings.add(Finding.fail(
                    "topic",
                    e.getCause() instanceof AuthorizationException
                            ? refused("topic " + name, AclOperation.DESCRIBE)
                            : String.valueOf(
                                    MissingTopic.exception(kafka, name, e).getMessage())));
            return Optional.empty();
        }
    }

    private TopicDescription describe(String name) throws ExecutionException, InterruptedException {
        DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return first(admin.describeTopics(Set.of(name), withRights).topicNameValues());
    }

    private static <T> T first(Map<String, KafkaFuture<T>> answers) throws ExecutionException, InterruptedException {
        return answers.values().iterator().next().get();
    }

    private void requireRight(String what, Set<AclOperation> granted, AclOperation needed) {
        if (!granted.contains(needed) && !granted.contains(AclOperation.ALL)) {
            findings.add(Finding.fail("rights", refused(what, needed)));
        }
    }

    private String refused(String what, AclOperation needed) {
        return "this user must have " + needed + " on " + what + " but has not: kafka-acls.sh --bootstrap-server "
                + kafka.bootstrapServers() + " --add --allow-principal User:NAME --operation " + needed + " --" + what;
    }

    private void partitions(TopicDescription signals, TopicDescription predictions) {
        int in = signals.partitions().size();
        int out = predictions.partitions().size();
        findings.add(
                in == out
                        ? Finding.ok("partitions", "a key has the same partition in signals and predictions")
                        : Finding.note(
                                "partitions",
                                signals.name() + " has " + in + " and " + predictions.name() + " has " + out
                                        + ": who joins the two needs them alike; make both with the same number"));
    }

    private void changelog(TopicDescription signals) throws InterruptedException {
        String name = PredictionTopology.changelog(applicationId);
        try {
            TopicDescription changelog = describe(name);
            int had = changelog.partitions().size();
            int have = signals.partitions().size();
            findings.add(
                    had == have
                            ? Finding.ok("changelog", name + " holds the states of " + had + " partition(s)")
                            : Finding.fail(
                                    "changelog",
                                    name + " must have as many partitions as " + signals.name() + " (" + have
                                            + ") but has " + had + ": the states were cut for " + had
                                            + "; give another --application-id, which starts without states"));
            requireRight("topic " + name, changelog.authorizedOperations(), AclOperation.READ);
            requireRight("topic " + name, changelog.authorizedOperations(), AclOperation.WRITE);
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? Finding.ok("changelog", name + " will be made at the first start")
                            : Finding.fail("changelog", refused("topic " + name, AclOperation.DESCRIBE)));
        }
    }

    /** Events from the future are the one thing by which a wrong clock shows from here. */
    private void clock(TopicDescription signals) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        signals.partitions()
                .forEach(it ->
                        newest.put(new TopicPartition(signals.name(), it.partition()), OffsetSpec.maxTimestamp()));
        try {
            long millis = admin.listOffsets(newest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .max()
                    .orElse(-1);
            findings.add(
                    millis < 0
                            ? Finding.ok("clock", "no events yet to compare it with")
                            : clock(Instant.ofEpochMilli(millis)));
        } catch (ExecutionException e) {
            findings.add(Finding.note("clock", "could not be compared with that of the events: " + e.getCause()));
        }
    }

    private static Finding clock(Instant newest) {
        Duration ahead = Duration.between(Instant.now(), newest);
        return ahead.compareTo(CLOCKS_APART) > 0
                ? Finding.fail(
                        "clock",
                        "the newest event must not be from the future but is " + ahead.toSeconds()
                                + " s ahead of this machine: set the clocks of producers and of this machine by NTP")
                : Finding.ok("clock", "the newest event is of " + newest);
    }

    private void group() throws InterruptedException {
        DescribeConsumerGroupsOptions withRights =
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
        try {
            ConsumerGroupDescription group = first(admin.describeConsumerGroups(Set.of(applicationId), withRights)
                    .describedGroups());
            findings.add(Finding.ok(
                    "group", applicationId + " with " + group.members().size() + " member(s) at work"));
            requireRight("group " + applicationId, group.authorizedOperations(), AclOperation.READ);
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof GroupIdNotFoundException
                            ? Finding.ok("group", applicationId + " will be made at the first start")
                            : Finding.fail("group", refused("group " + applicationId, AclOperation.READ)));
        }
    }

    /** Who may not even ask for a transaction may not write one. */
    private void transactions() throws InterruptedException {
        try {
            admin.describeTransactions(Set.of(applicationId)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                findings.add(Finding.fail(
                        "rights",
                        refused("transactional-id " + applicationId, AclOperation.WRITE)
                                + " --resource-pattern-type prefixed"));
            }
        }
    }
}
