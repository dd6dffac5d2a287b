package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.inference.ModelFile;
import dev.eddy.serving.PipelineSettings;
import dev.eddy.serving.StreamsProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an app runs: one pipeline, as the options say, or those of a file. */
final class PipelinesOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--pipelines",
            paramLabel = "FILE",
            description =
                    "Run several models in one app, over one topic or many: a properties file with lines NAME.option = "
                            + "value, as pump.model = pump.onnx, pump.signals = machines. What a pipeline does not say is as this "
                            + "command is told. With it goes --application-id.")
    private Optional<Path> file;

    @Mixin
    private PipelineOptions only;

    @Mixin
    private StreamOptions stream;

    StreamOptions stream() {
        return stream;
    }

    /** One without a name, or those of the file, in its order. */
    Map<String, PipelineOptions> options() {
        return file.map(it -> PipelinesFile.read(it, command.commandLine())).orElse(Map.of("", only));
    }

    /** All of them, with their models. */
    List<PipelineSettings> settings() {
        List<PipelineSettings> all = new ArrayList<>();
        options().forEach((name, options) -> {
            ModelFile model = options.read();
            all.add(options.settings(name, model, stream));
        });
        return all;
    }

    /** What Kafka Streams is told, by the name of the one model or by the one that was given; what a user said of it wins. */
    Properties kafka(List<PipelineSettings> pipelines, KafkaTarget target) {
        Map<String, String> given = new TreeMap<>(target.given());
        if (pipelines.stream().anyMatch(PipelineSettings::isFused)) {
            given.putIfAbsent(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "0"); // topics are read side by side
        }
        return properties(pipelines, target.bootstrapServers()).with(given);
    }

    /** The same without what a user passes through. */
    StreamsProperties properties(List<PipelineSettings> pipelines, String bootstrapServers) {
        return stream.properties(application(pipelines), bootstrapServers);
    }

    private String application(List<PipelineSettings> pipelines) {
        return stream.applicationId().orElseGet(() -> {
            if (file.isPresent()) {
                throw new ParameterException(
                        command.commandLine(),
                        "--pipelines must come with --application-id, since no one model names the app: add it, and keep it");
            }
            return "eddy-"
                    + (pipelines.isEmpty()
                            ? "model"
                            : pipelines.get(0).file().manifest().name());
        });
    }
}
