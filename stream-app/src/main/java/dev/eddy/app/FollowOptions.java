package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.rollout.Signatures;
import dev.eddy.serving.ModelSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the app takes more models from while it runs. */
final class FollowOptions {

    @Option(
            names = "--model-topic",
            paramLabel = "TOPIC",
            description = "Make every model that 'eddy models publish' writes there ready too, to take over when it is "
                    + "promoted; by default only --model scores.")
    private Optional<String> topic;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "A public Ed25519 key (PEM): published models must be signed by it.")
    private Optional<Path> trusted;

    Optional<String> topic() {
        return topic;
    }

    /** Reads the key without keeping it. */
    List<Finding> examine() {
        trusted.ifPresent(Signatures::trusted);
        return trusted.map(it -> Finding.ok("trust", "published models must be signed by " + it)).stream()
                .toList();
    }

    Optional<ModelSource> source(KafkaTarget kafka) {
        return topic.map(name -> new ModelSource(kafka, name, trusted.map(Signatures::trusted)));
    }
}
