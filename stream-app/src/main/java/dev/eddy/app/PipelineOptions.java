package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import dev.eddy.topology.KeyLife;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One way of signals: which model, from which topic to which topics, how long keys are kept. */
final class PipelineOptions {

    @Mixin
    private ModelOptions model;

    @Mixin
    private TopicOptions topics;

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            defaultValue = "signals.dead-letters",
            description = "Topic of what could not be used, each with its reason (default: ${DEFAULT-VALUE}).")
    private String deadLetters;

    @Option(
            names = "--shadow-predictions",
            paramLabel = "TOPIC",
            description =
                    "Topic of the predictions of models that are tried beside the present one; needed only for that "
                            + "(default: PREDICTIONS.shadow).")
    private Optional<String> shadow;

    @Option(
            names = "--key-ttl",
            defaultValue = "0ms",
            description =
                    "Forget a key when its newest sample is older than the newest of its partition by so much; it starts "
                            + "afresh when it comes again (default: ${DEFAULT-VALUE}: keys are kept for ever).")
    private Duration keyTtl;

    @Option(
            names = "--key-ttl-by",
            defaultValue = "stream",
            description =
                    "stream: older than the newest sample of its partition; clock: older than the clock says, also where "
                            + "nothing comes any more (default: ${DEFAULT-VALUE}).")
    private KeyLife.By keyTtlBy;

    /** The model alone. */
    ModelFile read() {
        return model.read();
    }

    TopologySettings topics(TopologySettings.Bounds bounds) {
        return new TopologySettings(
                topics.signals(),
                topics.predictions(),
                deadLetters,
                shadow.orElse(TopologySettings.shadowOf(topics.predictions())),
                bounds.withGrace(topics.grace()),
                topics.format(),
                life());
    }

    /** All of it. */
    PipelineSettings settings(String name, ModelFile file, StreamOptions stream) {
        return new PipelineSettings(
                name,
                topics(stream.bounds()),
                file,
                model.placement(stream.batching().limit()));
    }

    private KeyLife life() {
        if (!keyTtl.isZero() && keyTtl.compareTo(topics.grace()) <= 0) {
            throw new IllegalArgumentException(
                    "--key-ttl must be longer than --grace, " + topics.grace() + ", but was " + keyTtl + ": raise it");
        }
        return new KeyLife(keyTtl, keyTtlBy);
    }
}
