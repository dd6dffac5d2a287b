package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.cluster.MissingTopic;
import dev.eddy.cluster.Right;
import dev.eddy.serving.StreamsProperties;
import dev.eddy.topology.Pipeline;
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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
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
    private final String pipeline;
    private final String applicationId;
    private final boolean exactlyOnce;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is examined.
     *
     * @param pipeline its name, or empty
     * @param topics of it
     */
    record Way(String pipeline, TopologySettings topics) {}

    BrokerExamination(Admin admin, KafkaTarget kafka, Way way, StreamsProperties properties) {
        this.admin = admin;
        this.kafka = kafka;
        this.topics = way.topics();
        this.pipeline = way.pipeline();
        this.applicationId = properties.applicationId();
        this.exactlyOnce = properties.exactlyOnce();
    }

    /** Looks at the topic of models, too, if there is to be one. */
    List<Finding> run(Optional<String> models) throws InterruptedException {
        Optional<TopicDescription> signals = topic(Right.read(topics.signals()));
        for (String source : topics.sources()) {
            if (!source.equals(topics.signals())) {
                topic(Right.read(source)).ifPresent(it -> signals.ifPresent(lead -> alike(lead, it)));
            }
        }
        Optional<TopicDescription> predictions = topic(Right.write(topics.predictions()));
        Optional<TopicDescription> letters = topic(Right.write(topics.deadLetters()));
        if (signals.isPresent()) {
            predictions.ifPresent(it -> partitions(signals.get(), it));
            changelog(signals.get());
            clock(signals.get());
        }
        if (letters.isPresent()) {
            deadLetters(letters.get());
        }
        group();
        if (exactlyOnce) {
            transactions();
        }
        if (models.isPresent()) {
            models(models.get());
            shadow();
        }
        return findings;
    }

    private void models(String name) throws InterruptedException {
        try {
            TopicDescription topic = describe(name);
            int partitions = topic.partitions().size();
            findings.add(
                    partitions == 1
                            ? Finding.ok("models", "are published to " + name)
                            : Finding.fail(
                                    "models",
                                    "topic " + name + " must have one partition, so that there is one order, but has "
                                            + partitions
                                            + ": give another --model-topic, 'eddy models publish' makes it"));
            require(Right.read(name), topic.authorizedOperations());
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? Finding.fail("models", MissingTopic.ofModels(name))
                            : unanswered(Right.read(name), e));
        }
    }

    /** It need not be there as long as no model is tried. */
    private void shadow() throws InterruptedException {
        String name = topics.shadow();
        try {
            require(Right.write(name), describe(name).authorizedOperations());
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? Finding.note("models", name + " is not there: 'eddy models shadow' makes it")
                            : unanswered(Right.write(name), e));
        }
    }

    private Optional<TopicDescription> topic(Right needed) throws InterruptedException {
        try {
            TopicDescription topic = describe(needed.name());
            findings.add(Finding.ok(
                    "topic", topic.name() + " with " + topic.partitions().size() + " partition(s)"));
            require(needed, topic.authorizedOperations());
            return Optional.of(topic);
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof AuthorizationException
                            ? refused(needed)
                            : Finding.fail(
                                    "topic",
                                    String.valueOf(MissingTopic.exception(kafka, needed.name(), e)
                                            .getMessage())));
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

    private void require(Right needed, Set<AclOperation> granted) {
        if (!granted.contains(needed.operation()) && !granted.contains(AclOperation.ALL)) {
            findings.add(refused(needed));
        }
    }

    private Finding refused(Right needed) {
        return Finding.fail("rights", needed.missing(kafka.bootstrapServers()));
    }

    private Finding unanswered(Right needed, ExecutionException e) {
        return e.getCause() instanceof AuthorizationException
                ? refused(needed)
                : Finding.fail(
                        "rights",
                        "whether this user has " + needed.operation() + " on " + needed.name()
                                + " must be known but Kafka does not tell (" + e.getCause() + "): try again");
    }

    private void alike(TopicDescription lead, TopicDescription other) {
        if (lead.partitions().size() != other.partitions().size()) {
            findings.add(Finding.fail(
                    "partitions",
                    "topics that make one signal must have the same number of partitions but " + lead.name() + " has "
                            + lead.partitions().size() + " and " + other.name() + " has "
                            + other.partitions().size() + ": make them alike"));
        }
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
        String name = Pipeline.changelog(applicationId, pipeline);
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
            require(Right.read(name), changelog.authorizedOperations());
            require(Right.write(name), changelog.authorizedOperations());
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? newChangelog(name, signals.partitions().size())
                            : unanswered(Right.read(name), e));
        }
    }

    /** Asks whether it could be made, without making it. */
    private Finding newChangelog(String name, int partitions) throws InterruptedException {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        try {
            admin.createTopics(Set.of(topic), new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
            return Finding.ok("changelog", name + " will be made at the first start");
        } catch (ExecutionException e) {
            return unanswered(Right.create(name), e);
        }
    }

    /** Events from the future are the one thing by which a wrong clock shows from here. */
    private void clock(TopicDescription signals) throws InterruptedException {
        try {
            long millis = offsets(signals, OffsetSpec.maxTimestamp())
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

    /** What lies between the ends of a topic: at most so many records, since transactions leave marks between them. */
    private void deadLetters(TopicDescription letters) throws InterruptedException {
        try {
            long kept = sum(letters, OffsetSpec.latest()) - sum(letters, OffsetSpec.earliest());
            findings.add(
                    kept == 0
                            ? Finding.ok("refused", "nothing in " + letters.name())
                            : Finding.note(
                                    "refused",
                                    "there are dead letters in " + letters.name()
                                            + ": 'eddy dead-letters' with the same"
                                            + " --bootstrap-servers tells which, and why"));
        } catch (ExecutionException e) {
            findings.add(Finding.note("refused", letters.name() + " could not be looked at: " + e.getCause()));
        }
    }

    private long sum(TopicDescription topic, OffsetSpec which) throws ExecutionException, InterruptedException {
        return offsets(topic, which).mapToLong(ListOffsetsResultInfo::offset).sum();
    }

    private Stream<ListOffsetsResultInfo> offsets(TopicDescription topic, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topic.partitions().forEach(it -> asked.put(new TopicPartition(topic.name(), it.partition()), which));
        return admin.listOffsets(asked).all().get().values().stream();
    }

    private void group() throws InterruptedException {
        DescribeConsumerGroupsOptions withRights =
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
        try {
            ConsumerGroupDescription group = first(admin.describeConsumerGroups(Set.of(applicationId), withRights)
                    .describedGroups());
            findings.add(Finding.ok(
                    "group", applicationId + " with " + group.members().size() + " member(s) at work"));
            require(Right.group(applicationId), group.authorizedOperations());
        } catch (ExecutionException e) {
            findings.add(
                    e.getCause() instanceof GroupIdNotFoundException
                            ? Finding.ok("group", applicationId + " will be made at the first start")
                            : unanswered(Right.group(applicationId), e));
        }
    }

    /** Who may not even ask for a transaction may not write one. Kafka Streams' ids go on after the application id. */
    private void transactions() throws InterruptedException {
        try {
            admin.describeTransactions(Set.of(applicationId + "-doctor")).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                findings.add(unanswered(Right.transactions(applicationId), e));
            }
        }
    }
}
