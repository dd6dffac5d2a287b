package dev.eddy.cluster;

import java.util.List;
import java.util.stream.Collectors;

/** What to say when Kafka knows nothing of a topic, or does not answer at all. */
public final class MissingTopic {

    /** To begin with. */
    public static final int PARTITIONS = 8;

    private MissingTopic() {}

    /**
     * To be thrown where Kafka does not know a topic or does not answer, which look the same. Says how the topic is made.
     *
     * @param kafka where it is
     * @param topic that is missing
     * @param cause what Kafka said
     * @return the exception
     */
    public static IllegalStateException exception(KafkaTarget kafka, String topic, Exception cause) {
        return new IllegalStateException(
                "topic " + topic + " is not there, or Kafka at " + kafka.bootstrapServers()
                        + " does not answer: check --bootstrap-servers and the security"
                        + " settings, or make the topic with " + command(kafka, topic, PARTITIONS),
                cause);
    }

    /** Kafka has answered: no model was ever published there. */
    public static String ofModels(String topic) {
        return "topic " + topic + " must be there but is not: 'eddy models publish FILE.onnx --model-topic " + topic
                + "' publishes a first model, and makes it; or check --model-topic";
    }

    /** Kafka has answered: these are missing, and should have so many partitions. */
    public static IllegalStateException exception(KafkaTarget kafka, List<String> topics, int partitions) {
        return new IllegalStateException("the topics of the app must be there but Kafka at " + kafka.bootstrapServers()
                + " has no " + String.join(", ", topics)
                + ": make them, all with as many partitions as the signals have, with "
                + topics.stream()
                        .map(topic -> command(kafka, topic, partitions))
                        .collect(Collectors.joining(" && ")));
    }

    private static String command(KafkaTarget kafka, String topic, int partitions) {
        return "kafka-topics.sh --bootstrap-server " + kafka.bootstrapServers() + " --create --topic " + topic
                + " --partitions " + partitions;
    }
}
