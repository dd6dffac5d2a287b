package dev.eddy.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Recordings out of Kafka instead of those that the experiment names. */
final class TopicOptions {

    /** What an experiment on a topic says of its recordings, whatever the topic. */
    private static final List<String> KEPT = List.of("test", "validation", "seed", "channels");

    /** What goes together. */
    static final class Topic {

        @Option(
                names = "--from-topic",
                required = true,
                paramLabel = "TOPIC",
                description =
                        "Take the recordings out of this topic of signal events instead of the experiment's data.")
        private String topic;

        @Option(
                names = "--bootstrap",
                paramLabel = "HOST:PORT",
                defaultValue = "localhost:9092",
                description = "Where Kafka is; default ${DEFAULT-VALUE}.")
        private String bootstrap;

        @Option(
                names = "--registry",
                paramLabel = "URL",
                defaultValue = "http://localhost:8081",
                description = "Where the schema registry is; default ${DEFAULT-VALUE}.")
        private String registry;

        @Option(
                names = "--labels",
                paramLabel = "FILE.csv",
                description = "What is known of the keys: recording,label,from,to,group with times as from and to.")
        private Optional<Path> labels;

        @Option(
                names = "--kafka-config",
                paramLabel = "FILE",
                description = "Further settings of Kafka's consumer, say for TLS, one name=value per line.")
        private Optional<Path> config;
    }

    @ArgGroup(exclusive = false)
    private Topic given;

    /** The experiment with its data replaced, if a topic was named. */
    JsonNode in(JsonNode experiment) {
        if (given == null || !(experiment instanceof ObjectNode file)) {
            return experiment;
        }
        ObjectNode data = file.path("data") instanceof ObjectNode before
                        && before.path("set").asText().equals("topic")
                ? before.retain(KEPT)
                : file.putObject("data");
        data.put("set", "topic").put("topic", given.topic);
        data.put("bootstrap", given.bootstrap).put("registry", given.registry);
        given.labels.ifPresent(path -> data.put("labels", path.toAbsolutePath().toString()));
        given.config.ifPresent(path -> data.put("config", path.toAbsolutePath().toString()));
        data.put("maxGap", file.path("window").path("maxGap").asInt());
        data.put("fill", file.path("window").path("fill").asText("hold"));
        return file;
    }
}
