package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.topology.Feed;
import dev.eddy.topology.KeyLife;
import dev.eddy.topology.TopologySettings;
import java.time.Duration;
import java.util.List;
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
            names = "--fuse",
            paramLabel = "TOPICS",
            description =
                    "Make one signal of several topics with the same keys and partitions, in the place of --signals: "
                            + "TOPIC=FIRST-LAST@HERTZ, joined by commas, which of the model's channels each of them gives and at which rate "
                            + "(by default the model's). What comes is put together in time by --resample; what overtakes waits for the "
                            + "others for --grace. The first topic is the one for marks and orders.")
    private Optional<String> fuse;

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
        List<Feed> feeds = fuse.map(Feed::parse).orElse(List.of());
        return new TopologySettings(
                feeds.isEmpty() ? topics.signals() : feeds.get(0).topic(),
                topics.predictions(),
                deadLetters,
                shadow.orElse(TopologySettings.shadowOf(topics.predictions())),
                bounds.withGrace(topics.grace()),
                topics.format(),
                life(),
                feeds);
    }

    /** All of it. */
    PipelineSettings settings(String name, ModelFile file, StreamOptions stream) {
        TopologySettings ways = topics(stream.bounds());
        if (!ways.feeds().isEmpty()) {
            Feed.require(ways.feeds(), file.manifest().signal());
        }
        return new PipelineSettings(
                name, ways, file, model.placement(stream.batching().limit()));
    }

    private KeyLife life() {
        if (!keyTtl.isZero() && keyTtl.compareTo(topics.grace()) <= 0) {
            throw new IllegalArgumentException(
                    "--key-ttl must be longer than --grace, " + topics.grace() + ", but was " + keyTtl + ": raise it");
        }
        return new KeyLife(keyTtl, keyTtlBy);
    }
}
