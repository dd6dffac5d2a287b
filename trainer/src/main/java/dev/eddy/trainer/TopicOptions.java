package dev.eddy.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Recordings out of Kafka instead of those that the experiment names. */
final class TopicOptions {

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
        JsonNode before = file.path("data");
        ObjectNode data = file.putObject("data");
        data.put("set", "topic").put("topic", given.topic);
        data.put("bootstrap", given.bootstrap).put("registry", given.registry);
        given.labels.ifPresent(path -> data.put("labels", path.toAbsolutePath().toString()));
        given.config.ifPresent(path -> data.put("config", path.toAbsolutePath().toString()));
        data.set("maxGap", file.path("window").path("maxGap"));
        for (String kept : new String[] {"test", "validation", "seed", "channels"}) {
            if (before.path("set").asText().equals("topic") && before.has(kept)) {
                data.set(kept, before.get(kept));
            }
        }
        if (data.path("maxGap").isMissingNode()) {
            data.put("maxGap", 0);
        }
        return file;
    }
}
