package dev.eddy.app;

import dev.eddy.cluster.Refusal;
import dev.eddy.cluster.Right;
import dev.eddy.inference.ModelFile;
import dev.eddy.watch.Inspection;
import dev.eddy.watch.InspectionJson;
import dev.eddy.watch.InspectionText;
import dev.eddy.watch.Inspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks inside a key. */
@Command(
        name = "inspect",
        description = {
            "Looks inside a key: where it stands, its hidden state, the model that made it, its last prediction, how far its "
                    + "partition is behind. Reads the topics alone, so the app may run or not; changes nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy inspect --key pump-3 --model pump.onnx",
            "  eddy inspect --key pump-3 --application-id eddy-pump --json",
            "      with all values of the hidden state, where a model was promoted before, so that no --model is needed"
        })
final class InspectCommand implements Runnable, NeedsRights {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--key", required = true, description = "The id of the stream.")
    private String key;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Whose states (default: of the one app whose states are there).")
    private Optional<String> applicationId;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which pipeline, where the app has several (run --pipelines).")
    private String pipeline;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The model that the app was started with, which says what the states are made of; needed as long "
                            + "as no other one was promoted.")
    private Optional<Path> model;

    @Option(names = "--manifest", paramLabel = "FILE", description = "Its manifest, where there is none inside.")
    private Optional<Path> manifest;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Option(
            names = "--predictions",
            paramLabel = "TOPIC",
            defaultValue = "predictions",
            description = "Topic of predictions (default: ${DEFAULT-VALUE}).")
    private String predictions;

    @Option(names = "--json", description = "One JSON object, with all values.")
    private boolean json;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Also write that object to a file, the state as it is stored among it.")
    private Optional<Path> export;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Inspector inspector = new Inspector(
                kafka.target(),
                new Inspector.Whose(pipeline, predictions),
                model.map(it -> rules.applied(ModelFile.read(it, manifest))),
                spec.commandLine().getErr()::println);
        Inspection found = inspector.of(key, applicationId.orElseGet(inspector::onlyApplication));
        export.ifPresent(it -> write(it, found));
        if (json) {
            out.println(InspectionJson.of(found));
        } else {
            InspectionText.lines(found).forEach(out::println);
        }
        out.flush();
    }

    @Override
    public Refusal refusal() {
        return new Refusal(
                kafka.target().bootstrapServers(),
                applicationId
                        .map(it -> List.of(Right.look(ResourceType.GROUP, it)))
                        .orElse(List.of()));
    }

    private static void write(Path file, Inspection found) {
        try {
            Files.writeString(file, InspectionJson.of(found) + System.lineSeparator());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the state must be written to " + file + " but cannot be (" + e + "): give another --export", e);
        }
    }
}
