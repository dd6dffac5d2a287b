package dev.eddy.app;

import dev.eddy.cluster.Partitions;
import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.Catalog;
import dev.eddy.rollout.History;
import dev.eddy.rollout.ModelPress;
import dev.eddy.rollout.Tryout;
import dev.eddy.topology.TopologySettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a published model be tried beside the present one. */
@Command(
        name = "shadow",
        description = {
            "Tries a published model beside the one that scores: it scores the same windows of all keys or a share of them, from "
                    + "hidden states of its own, and its predictions go to a topic of their own. 'promote' goes on from those "
                    + "states. Where it fails, disagrees or holds up too much, its trial ends by itself.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy models shadow pump 2 --share 0.1 --max-disagreement 0.05",
            "  eddy watch --topic predictions.shadow",
            "  eddy models shadow pump --end"
        })
final class ShadowModelCommand implements Runnable, NeedsRights {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelTopicOptions models;

    @Parameters(paramLabel = "NAME", index = "0", description = "The name of the model.")
    private String name;

    @Parameters(paramLabel = "VERSION", index = "1", arity = "0..1", description = "The version that is tried.")
    private Optional<String> version;

    @Option(names = "--end", description = "End the trial.")
    private boolean end;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "1",
            description =
                    "Of the keys, above 0 up to 1; a hash of the key decides which, the same everywhere (default: "
                            + "${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--signals",
            paramLabel = "TOPIC",
            defaultValue = "signals",
            description = "The topic whose signals it is to score (default: ${DEFAULT-VALUE}).")
    private String signals;

    @Option(
            names = "--predictions",
            paramLabel = "TOPIC",
            defaultValue = "predictions",
            description = "The app's topic of predictions (default: ${DEFAULT-VALUE}).")
    private String predictions;

    @Option(
            names = "--shadow-predictions",
            paramLabel = "TOPIC",
            description = "Where its predictions go, as the app was told; made if it is not there (default: "
                    + "PREDICTIONS.shadow).")
    private Optional<String> shadow;

    @Option(
            names = "--max-failures",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "The trial ends where it fails to score more of its windows (default: ${DEFAULT-VALUE}).")
    private double failures;

    @Option(
            names = "--max-disagreement",
            paramLabel = "SHARE",
            defaultValue = "1",
            description =
                    "The trial ends where it says something else than the present model in more of its windows: another "
                            + "label or, of models without labels, outputs that differ by more than --tolerance (default: "
                            + "${DEFAULT-VALUE}: it may say anything).")
    private double disagreement;

    @Option(
            names = "--tolerance",
            defaultValue = "1e-3",
            description = "By how much outputs may differ that are said to be the same (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--max-latency",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "The trial ends where its windows take longer in the mean, or a commit waits longer for them "
                    + "(default: ${DEFAULT-VALUE}).")
    private Duration latency;

    @Option(
            names = "--judge-every",
            paramLabel = "WINDOWS",
            defaultValue = "200",
            description = "So many windows of a partition are judged together (default: ${DEFAULT-VALUE}).")
    private int every;

    @Override
    public void run() {
        if (end == version.isPresent()) {
            throw new IllegalArgumentException("either a VERSION is tried or the trial is ended with --end, but "
                    + (end ? "both" : "neither") + " was given");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (ModelPress press = models.press(name)) {
            Catalog catalog = models.read(err::println);
            History history = catalog.history(name);
            Tryout trial = end ? ended(history) : begun(catalog);
            Set<Integer> partitions = Partitions.of(models.kafka(), Right.write(signals), Duration.ZERO)
                    .keySet();
            History.Rehearsal done = press.rehearse(
                    partitions, new History.Rehearsal(trial, Instant.now().toString(), signals, Map.of()), history);
            err.println("eddy: " + trial.model()
                    + (end ? " is no longer tried" : " is tried on " + share + " of the keys, into " + trial.topic())
                    + "; at the offsets " + new TreeMap<>(done.offsets()));
        }
    }

    @Override
    public Refusal refusal() {
        return models.refusal(Right.write(signals), Right.look(ResourceType.TOPIC, predictions), Right.create(topic()));
    }

    private Tryout ended(History history) {
        ModelId tried = history.tried(signals)
                .map(it -> it.trial().model())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a model of " + name + " must be tried on " + signals + " but none is"));
        return new Tryout(tried, 0, topic(), limits());
    }

    private Tryout begun(Catalog catalog) {
        Tryout trial = new Tryout(catalog.require(name, version.orElseThrow()).id(), share, topic(), limits());
        if (share == 0) {
            throw new IllegalArgumentException("--share must be above 0 but is 0: 0.1 is one key in ten");
        }
        Partitions.makeAs(models.kafka(), predictions, topic());
        return trial;
    }

    private String topic() {
        return shadow.orElse(TopologySettings.shadowOf(predictions));
    }

    private Tryout.Limits limits() {
        return new Tryout.Limits(failures, disagreement, tolerance, Math.max(1, latency.toMillis()), every);
    }
}
