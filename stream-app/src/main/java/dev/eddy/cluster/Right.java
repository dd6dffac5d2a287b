package dev.eddy.cluster;

import dev.eddy.topology.Pipeline;
import dev.eddy.topology.TopologySettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a user of Kafka must be allowed to do. To read or to write includes to look at ({@code DESCRIBE}); the group of
 * an app is named like the app.
 *
 * @param operation what is done
 * @param kind of thing that it is done to
 * @param name of the thing; of transactional ids how they begin
 */
public record Right(AclOperation operation, ResourceType kind, String name) {

    public static Right read(String topic) {
        return new Right(AclOperation.READ, ResourceType.TOPIC, topic);
    }

    public static Right write(String topic) {
        return new Right(AclOperation.WRITE, ResourceType.TOPIC, topic);
    }

    public static Right create(String topic) {
        return new Right(AclOperation.CREATE, ResourceType.TOPIC, topic);
    }

    public static Right look(ResourceType kind, String name) {
        return new Right(AclOperation.DESCRIBE, kind, name);
    }

    public static Right group(String applicationId) {
        return new Right(AclOperation.READ, ResourceType.GROUP, applicationId);
    }

    /** Kafka Streams appends to the application id what tells its threads apart; to a model topic, a model's name is. */
    public static Right transactions(String applicationId) {
        return new Right(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, applicationId + "-");
    }

    /** All that the stream app needs, and no more. */
    public static List<Right> ofApp(TopologySettings topics, String applicationId, String pipeline) {
        String changelog = Pipeline.changelog(applicationId, pipeline);
        Stream<Right> sources = topics.sources().stream().map(Right::read);
        return Stream.concat(
                        sources,
                        Stream.of(
                                write(topics.predictions()),
                                write(topics.deadLetters()),
                                create(changelog),
                                read(changelog),
                                write(changelog),
                                group(applicationId),
                                transactions(applicationId)))
                .toList();
    }

    /** What it needs besides where models change while it runs. */
    public static List<Right> ofFollower(TopologySettings topics, String modelTopic) {
        return List.of(read(modelTopic), write(topics.shadow()));
    }

    /** Who changes models writes in transactions, one for each name of a model. */
    public static List<Right> ofModels(String modelTopic) {
        return List.of(read(modelTopic), write(modelTopic), transactions(modelTopic));
    }

    /** Says that it is missing, and how an operator grants it. */
    public String missing(String bootstrapServers) {
        String option = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String pattern = kind == ResourceType.TRANSACTIONAL_ID ? " --resource-pattern-type prefixed" : "";
        return "this user must have " + operation + " on " + option.replace('-', ' ') + " " + name
                + " but has not: kafka-acls.sh --bootstrap-server " + bootstrapServers
                + " --command-config operator.properties --add --allow-principal User:NAME --operation " + operation
                + " --" + option + " " + name + pattern;
    }
}
