package dev.eddy.app;

/** What to say when Kafka knows nothing of a topic, or does not answer at all. */
final class MissingTopic {

    private MissingTopic() {}

    static IllegalStateException exception(KafkaTarget kafka, String topic, Exception cause) {
        return new IllegalStateException(
                "topic " + topic + " is not there, or Kafka at " + kafka.bootstrapServers()
                        + " does not answer: check --bootstrap-servers and the security"
                        + " settings, or make the topic with kafka-topics.sh"
                        + " --bootstrap-server " + kafka.bootstrapServers() + " --create --topic " + topic
                        + " --partitions 8",
                cause);
    }
}
